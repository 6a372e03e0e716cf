// The adapter between LLVM and the C library: pass registration, command-line options, remarks, clean-up.
// It is the only C++ of the project; everything that analyses or rewrites is C (heap2stack.c).
//
// Where the pass runs. In clang at -O1 and above it runs at the extension point "optimizer early": after the
// simplification pipeline, so that inlining has brought constructors, callees and releases into view and
// SROA has made pointers SSA values, and before the loop and vector passes, so that these and a short
// clean-up see the promoted objects as plain local variables. At link time (full LTO) it runs last, when the
// whole program is in one module and inlining is done; thin LTO's back ends run "optimizer early" again.
// -O0 is left alone: there nothing is optimised that a debugger could miss.
#include <heap2stack/heap2stack.h>

#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/EarlyCSE.h"
#include "llvm/Transforms/Scalar/SROA.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/Cloning.h"
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <memory>
#include <string>
#include <vector>

using namespace llvm;

#if LLVM_VERSION_MAJOR < 19 || LLVM_VERSION_MAJOR > 22
#error "heap2stack supports LLVM 19 to 22"
#endif

namespace {

// Ends the compilation: the user's mistake, not a crash. What the host has begun to write is removed.
[[noreturn]] void fail(const Twine &Message) {
  errs() << "error: " << Message << '\n';
  sys::RunInterruptHandlers();
  exit(1);
}

// Takes the message of heap2stack_options_*(): nothing happens if there is none.
void failIfError(char *Message, const char *Where) {
  if (!Message)
    return;
  std::string Text(Message);
  free(Message);
  fail(Text + Where);
}

// --- the version of the host ---

// A plugin built for another LLVM would crash in the host sooner or later. The plugin is not linked against
// LLVM, so LLVMGetVersion() is the host's.
void checkHostVersion() {
  using GetVersion = void (*)(unsigned *, unsigned *, unsigned *);
  unsigned Major = 0, Minor = 0, Patch = 0;
  if (auto Get = reinterpret_cast<GetVersion>(dlsym(RTLD_DEFAULT, "LLVMGetVersion")))
    Get(&Major, &Minor, &Patch);
  if (Major == LLVM_VERSION_MAJOR)
    return;
  fprintf(stderr, "error: heap2stack: this plugin was built for LLVM %d, but is loaded into LLVM %u.%u.%u\n",
          LLVM_VERSION_MAJOR, Major, Minor, Patch);
  exit(1);
}

// --- command-line options ---

// One option a field of heap2stack_options. The texts are parsed by the library, so that every way to give an
// option (command line, pass parameter, environment) accepts the same and complains the same.
struct CommandLine {
  struct Option {
    const char *Name;
    std::unique_ptr<std::string> Flag; // referred to by Value
    std::unique_ptr<cl::opt<std::string>> Value;
  };
  std::vector<Option> Options;
  // Any other -heap2stack-...; without this, opt takes them for -h.
  std::unique_ptr<cl::list<std::string>> Rest;

  CommandLine() {
    checkHostVersion();
    Rest = std::make_unique<cl::list<std::string>>("heap2stack-", cl::Prefix, cl::ReallyHidden);
    add("max-size", "Largest object moved to the stack, in bytes");
    add("dynamic-size", "Largest object of a size known at run time only that moves, in bytes");
    add("clone-count", "Most clones of functions that make or release objects of their callers");
    add("clone-size", "Most instructions in all clones of a module");
    add("frame-budget", "Most bytes added to one function's frame");
    add("recursion-budget", "Most bytes added to the frame of a recursive function");
    add("reentry-budget", "Most bytes added to the frame of a function that may be called back from outside");
    add("chain-budget", "Most bytes added along any chain of calls inside the module");
    add("max-work", "Most analysis steps for one function");
    add("m", "Print verdicts: 1 one line a site, 2 with the flow (as Go's -gcflags=-m)");
    add("effects", "File with more rows about what library functions do with their arguments");
    add("allocators", "File with more allocation and release functions");
    add("sanitized", "Also change functions built with a sanitizer", cl::ValueOptional);
    add("cleanup", "Clean up changed functions (default; =0 turns it off)", cl::ValueOptional);
    add("poison", "Fill slots with 0xA5 where no object is in them, for debugging", cl::ValueOptional);
  }

  void add(const char *Name, const char *Description, cl::ValueExpected Value = cl::ValueRequired) {
    auto Flag = std::make_unique<std::string>(std::string("heap2stack-") + Name);
    auto Parser = std::make_unique<cl::opt<std::string>>(StringRef(*Flag), cl::desc(Description), Value);
    Options.push_back({Name, std::move(Flag), std::move(Parser)});
  }

  void apply(heap2stack_options &Result) const {
    for (const std::string &Item : *Rest)
      failIfError(heap2stack_options_parse(&Result, Item.c_str(), ""), " (given as -heap2stack-...)");
    for (const Option &O : Options) {
      if (O.Value->getNumOccurrences() == 0)
        continue;
      std::string Item = O.Name;
      if (!O.Value->empty())
        Item += "=" + O.Value->getValue();
      failIfError(heap2stack_options_parse(&Result, Item.c_str(), ""), " (given as -heap2stack-...)");
    }
  }
};

// Options have to exist before the host parses its command line, which is after it loaded the plugin.
const CommandLine TheCommandLine;

heap2stack_options optionsFor(StringRef Parameters) {
  heap2stack_options Result;
  heap2stack_options_init(&Result);
  failIfError(heap2stack_options_from_environment(&Result), "");
  TheCommandLine.apply(Result);
  failIfError(heap2stack_options_parse(&Result, Parameters.str().c_str(), ";"),
              " (pass parameters: heap2stack<...>)");
  return Result;
}

// --- remarks ---

void emitRemark(const heap2stack_verdict &V) {
  using ore::NV;
  Instruction *Site = unwrap<Instruction>(V.site);
  OptimizationRemarkEmitter Emitter(Site->getFunction());
  const char *Name = heap2stack_reason_name(V.reason);
  auto Finish = [&](auto Remark) {
    Remark << NV("Message", V.message);
    if (V.size)
      Remark << ore::setExtraArgs() << NV("Size", V.size);
    return Remark;
  };
  if (V.promoted) {
    Emitter.emit([&] { return Finish(OptimizationRemark("heap2stack", Name, Site)); });
    return;
  }
  Emitter.emit([&] { return Finish(OptimizationRemarkMissed("heap2stack", Name, Site)); });
  for (size_t I = 0; I < V.flow_length; I++)
    Emitter.emit([&] {
      return OptimizationRemarkAnalysis("heap2stack", "Flow", Site)
             << NV("Step", StringRef(V.flow[I]).trim());
    });
}

// --- the pass ---

class Heap2StackPass : public PassInfoMixin<Heap2StackPass> {
  heap2stack_options Options;

  static void onVerdict(const heap2stack_verdict *Verdict, void *) { emitRemark(*Verdict); }

  static void onChanged(LLVMValueRef F, void *User) {
    static_cast<SmallVectorImpl<Function *> *>(User)->push_back(unwrap<Function>(F));
  }

  static void onError(const char *Message, void *) { fail(Message); }

  // The debug variable of an argument: described by its value, or by the alloca that it is spilled to.
  static bool describes(const DbgVariableRecord &Record, const Argument &A) {
    const Value *Location = Record.getNumVariableLocationOps() ? Record.getVariableLocationOp(0) : nullptr;
    if (!Location || !Record.getVariable()->isParameter() || Record.getDebugLoc()->getInlinedAt())
      return false;
    if (Location == &A)
      return true;
    return isa<AllocaInst>(Location) && any_of(A.users(), [&](const User *U) {
             const auto *Spill = dyn_cast<StoreInst>(U);
             return Spill && Spill->getValueOperand() == &A && Spill->getPointerOperand() == Location;
           });
  }

  static bool findParameter(LLVMValueRef Ref, unsigned Index, heap2stack_parameter *Result, void *) {
    Function *F = unwrap<Function>(Ref);
    const Argument &A = *F->getArg(Index);
    for (Instruction &I : F->getEntryBlock())
      for (DbgVariableRecord &Record : filterDbgVars(I.getDbgRecordRange())) {
        if (!describes(Record, A))
          continue;
        StringRef Name = Record.getVariable()->getName();
        // Once the variable is a value, its record has no line of its own.
        bool Exact = Record.getDebugLoc().getLine() == Record.getVariable()->getLine();
        *Result = {Name.data(), Name.size(), Record.getVariable()->getLine(),
                   Exact ? Record.getDebugLoc().getCol() : 0};
        return true;
      }
    return false;
  }

  static void cloneFunction(LLVMValueRef Ref, LLVMValueRef CloneRef, void *) {
    Function *F = unwrap<Function>(Ref), *Copy = unwrap<Function>(CloneRef);
    ValueToValueMapTy Map;
    auto *Parameter = Copy->arg_begin();
    for (const Argument &A : F->args()) {
      Parameter->setName(A.getName());
      Map[&A] = &*Parameter++;
    }
    SmallVector<ReturnInst *, 8> Returns;
    CloneFunctionInto(Copy, F, Map, CloneFunctionChangeType::LocalChangesOnly, Returns);
    Copy->setComdat(nullptr);
    Copy->setVisibility(GlobalValue::DefaultVisibility);
    Copy->setDLLStorageClass(GlobalValue::DefaultStorageClass);
    Copy->setLinkage(GlobalValue::InternalLinkage);
    Copy->setDSOLocal(true);
  }

  static LLVMBasicBlockRef splitBlock(LLVMValueRef Ref, void *) {
    Instruction *I = unwrap<Instruction>(Ref);
    return wrap(I->getParent()->splitBasicBlock(I, I->getParent()->getName() + ".rest"));
  }

  // What lets a promoted object dissolve into registers.
  static void cleanUp(ArrayRef<Function *> Changed, FunctionAnalysisManager &Analyses) {
    FunctionPassManager Passes;
    Passes.addPass(SROAPass(SROAOptions::ModifyCFG));
    Passes.addPass(EarlyCSEPass(/*UseMemorySSA=*/true));
    Passes.addPass(InstCombinePass());
    Passes.addPass(SimplifyCFGPass());
    for (Function *F : Changed)
      Analyses.invalidate(*F, Passes.run(*F, Analyses));
  }

public:
  explicit Heap2StackPass(const heap2stack_options &Options) : Options(Options) {}

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &Analyses) {
    SmallVector<Function *, 16> Changed;
    heap2stack_callbacks Callbacks = {};
    Callbacks.user = &Changed;
    Callbacks.on_changed = onChanged;
    Callbacks.on_error = onError;
    Callbacks.find_parameter = findParameter;
    Callbacks.clone_function = cloneFunction;
    Callbacks.split_block = splitBlock;
    if (M.getContext().getDiagHandlerPtr()->isAnyRemarkEnabled() || M.getContext().getLLVMRemarkStreamer())
      Callbacks.on_verdict = onVerdict;
    if (!heap2stack_run(wrap(&M), &Options, &Callbacks))
      return PreservedAnalyses::all();
    auto &Functions = Analyses.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
    for (Function *F : Changed)
      Functions.invalidate(*F, PreservedAnalyses::none());
    if (Options.cleanup)
      cleanUp(Changed, Functions);
    PreservedAnalyses Preserved = PreservedAnalyses::none();
    Preserved.preserve<FunctionAnalysisManagerModuleProxy>();
    return Preserved;
  }
};

bool parsePassName(StringRef Name, ModulePassManager &Passes, ArrayRef<PassBuilder::PipelineElement> Inner) {
  if (!Name.consume_front("heap2stack") || !Inner.empty())
    return false;
  if (!Name.empty() && !(Name.consume_front("<") && Name.consume_back(">")))
    return false;
  Passes.addPass(Heap2StackPass(optionsFor(Name)));
  return true;
}

// The pass is in this pipeline already: build systems tend to give all flags twice (automake does when a
// configure script adds to AM_CFLAGS what it found in CFLAGS), and -fpass-plugin then registers it twice.
bool isIn(ModulePassManager &Passes) {
  bool Found = false;
  Passes.printPipeline(nulls(), [&](StringRef ClassName) {
    Found |= ClassName == Heap2StackPass::name();
    return ClassName;
  });
  return Found;
}

void addAt(ModulePassManager &Passes, OptimizationLevel Level) {
  if (Level != OptimizationLevel::O0 && !isIn(Passes))
    Passes.addPass(Heap2StackPass(optionsFor("")));
}

void registerCallbacks(PassBuilder &Builder) {
  Builder.registerPipelineParsingCallback(parsePassName);
#if LLVM_VERSION_MAJOR >= 20
  Builder.registerOptimizerEarlyEPCallback(
      [](ModulePassManager &Passes, OptimizationLevel Level, ThinOrFullLTOPhase) { addAt(Passes, Level); });
#else
  Builder.registerOptimizerEarlyEPCallback(addAt);
#endif
  Builder.registerFullLinkTimeOptimizationLastEPCallback(addAt);
}

} // namespace

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  PassPluginLibraryInfo Info = {};
  Info.APIVersion = LLVM_PLUGIN_API_VERSION;
  Info.PluginName = "heap2stack";
  Info.PluginVersion = HEAP2STACK_VERSION;
  Info.RegisterPassBuilderCallbacks = registerCallbacks;
  return Info;
}
