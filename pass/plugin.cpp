// The adapter between LLVM and the C library: pass registration, command-line options, remarks, clean-up.
// Everything that analyses or rewrites is C (heap2stack.c).
//
// Where the pass runs. In clang at -O1 and above it runs at the extension point "optimizer early": after the
// simplification pipeline, so that inlining has brought constructors, callees and releases into view and
// SROA has made pointers SSA values, and before the loop and vector passes, so that these and a short
// clean-up see the promoted objects as plain local variables. At link time (full LTO) it runs last, when the
// whole program is in one module and inlining is done; thin LTO's back ends run "optimizer early" again.
// -O0 is left alone: there nothing is optimised that a debugger could miss.
//
// The evidence (scripts/bench.sh --places, LLVM 22, 22 November 2026; all programs of test/bench): of the
// heap allocations that can be removed by hand, instructions and code size in per cent of those without the
// pass:
//
//     -O2, early simplification                  82.7   90.5   112.0
//     -O2, before inlining                       82.8   90.6   112.5
//     -O2, optimizer early                       89.7   86.7   108.4
//     -O2, last                                  89.7   86.7   108.9
//     -O2, before inlining and optimizer early   89.5   89.8   119.8
//     -O2, optimizer early and last              90.6   86.4   110.2   twice the cost
//     -O3 -flto, compile                         89.7   86.5   108.9
//     -O3 -flto, link last                       89.6   86.5   111.1
//     -O3 -flto, compile and link last           90.6   86.2   113.8
//
// Clones made before inlining are too large to be inlined into their callers afterwards. Of the clean-up only
// SROA counts at "optimizer early", where the rest of the pipeline does the same again (scripts/cost.sh
// templates.cpp: without it the compiler executes 1.3 % more instructions, with all of it 0.3 %; the programs
// of test/bench are as fast). The link, where little follows, and opt, where nothing may follow, have all of
// it.
#include <heap2stack/heap2stack.h>

#include "llvm/ADT/Statistic.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/GlobalsModRef.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugProgramInstruction.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LLVMRemarkStreamer.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Remarks/RemarkStreamer.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/IPO/GlobalDCE.h"
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

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

using namespace llvm;

#define DEBUG_TYPE "heap2stack"

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
    add("pool-size", "Most bytes of slots for a site whose objects may be alive together, 0 for none");
    add("dynamic-size", "Largest object of a size known at run time only that moves, in bytes");
    add("clone-count", "Most clones of functions that make or release objects of their callers");
    add("clone-size", "Most instructions in all clones of a module");
    add("frame-budget", "Most bytes added to one function's frame");
    add("recursion-budget", "Most bytes added to the frame of a recursive function");
    add("reentry-budget", "Most bytes added to the frame of a function that may be called back from outside");
    add("chain-budget", "Most bytes added along any chain of calls inside the module");
    add("max-work", "Most analysis steps for one function");
    add("m", "Print verdicts: 1 one line a site, 2 with the flow (as Go's -gcflags=-m)");
    add("stats", "Print statistics of each module", cl::ValueOptional);
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

using ore::NV;

// An argument with a place in the source, which viewers link to.
DiagnosticInfoOptimizationBase::Argument located(StringRef Key, StringRef Text, const Instruction *At) {
  NV Result(Key, Text);
  if (At && At->getDebugLoc())
    Result.Loc = DiagnosticLocation(At->getDebugLoc());
  return Result;
}

template <typename Remark> void addIfAny(Remark &R, const char *Key, const char *Text) {
  if (Text)
    R << NV(Key, Text);
}

// Emits the remarks of one module, if anybody listens.
class Remarks {
  Function *Current = nullptr;
  std::unique_ptr<OptimizationRemarkEmitter> Emitter; // of Current

  OptimizationRemarkEmitter &emitterFor(Function *F) {
    if (F != Current)
      Emitter = std::make_unique<OptimizationRemarkEmitter>(F);
    Current = F;
    return *Emitter;
  }

  template <typename Remark> static Remark begin(const heap2stack_verdict &V, StringRef Name) {
    Remark R("heap2stack", Name, unwrap<Instruction>(V.site));
    R << NV("Message", V.message) << ore::setExtraArgs() << NV("Allocator", V.allocator);
    if (V.size)
      R << NV("Size", V.size);
    addIfAny(R, "Inlined", V.inlined);
    return R;
  }

  static OptimizationRemark passed(const heap2stack_verdict &V, StringRef Name) {
    auto R = begin<OptimizationRemark>(V, Name);
    R << NV("Slot", heap2stack_slot_name(V.slot));
    addIfAny(R, "Clone", V.clone);
    addIfAny(R, "Releaser", V.releaser);
    return R;
  }

  static OptimizationRemarkMissed missed(const heap2stack_verdict &V, StringRef Name) {
    auto R = begin<OptimizationRemarkMissed>(V, Name);
    R << NV("Reason", heap2stack_reason_text(V.reason));
    if (!V.culprit)
      return R;
    const auto *Culprit = unwrap<Instruction>(V.culprit);
    R << NV("Escape", Culprit->getDebugLoc());
    if (V.callee)
      R << located("Callee", V.callee, Culprit);
    return R;
  }

public:
  static bool isEnabled(LLVMContext &Context) {
    const DiagnosticHandler &Handler = *Context.getDiagHandlerPtr();
    if (Handler.isPassedOptRemarkEnabled("heap2stack") || Handler.isMissedOptRemarkEnabled("heap2stack") ||
        Handler.isAnalysisRemarkEnabled("heap2stack"))
      return true;
    return Context.getLLVMRemarkStreamer() && Context.getMainRemarkStreamer()->matchesFilter("heap2stack");
  }

  void emit(const heap2stack_verdict &V) {
    OptimizationRemarkEmitter &To = emitterFor(unwrap<Function>(V.function));
    const char *Name = heap2stack_reason_name(V.reason);
    if (V.promoted)
      To.emit([&] { return passed(V, Name); });
    else
      To.emit([&] { return missed(V, Name); });
    for (size_t I = 0; I < V.flow_length; I++)
      To.emit([&] {
        const auto *At = dyn_cast_or_null<Instruction>(unwrap(V.flow[I].instruction));
        return OptimizationRemarkAnalysis("heap2stack", "Flow", unwrap<Instruction>(V.site))
               << located("Step", StringRef(V.flow[I].text).trim(), At);
      });
  }
};

// --- statistics (-stats) ---

STATISTIC(NumSites, "Number of allocation sites seen");
STATISTIC(NumMoved, "Number of sites moved to the stack");
STATISTIC(NumGuarded, "Number of sites moved to the stack when their objects fit");
STATISTIC(NumBuiltByClones, "Number of sites whose objects clones build in slots");
STATISTIC(NumKept, "Number of sites kept on the heap");
STATISTIC(NumSlotBytes, "Number of bytes of slots");
STATISTIC(MaxChainBytes, "Most bytes of slots along a chain of calls");
STATISTIC(NumClones, "Number of functions copied for promotions");
STATISTIC(NumCloneInstructions, "Number of instructions in such copies");

void addStatistics(const heap2stack_statistics *S, void *) {
  uint64_t Moved = std::accumulate(std::begin(S->moved), std::end(S->moved), uint64_t(0));
  NumSites += S->sites;
  NumMoved += Moved;
  NumGuarded += S->moved[HEAP2STACK_SLOT_GUARDED];
  NumBuiltByClones += S->moved[HEAP2STACK_SLOT_CLONE];
  NumKept += S->sites - Moved;
  NumSlotBytes += S->stack_bytes;
  MaxChainBytes.updateMax(S->chain_bytes);
  NumClones += S->clones;
  NumCloneInstructions += S->clone_instructions;
}

// --- names in the source ---

// The records that describe a value, or an alloca.
struct VariableUse {
  const DILocalVariable *Variable;
  const DILocation *Location;
  bool Whole; // not one field of it
};

SmallVector<VariableUse, 4> findVariables(Value *V) {
  SmallVector<VariableUse, 4> Result;
  SmallVector<DbgVariableRecord *, 4> Records;
  auto Add = [&](const auto &Use, const DILocation *Location) {
    if (Location && Use.getNumVariableLocationOps() == 1 && !Use.getVariable()->getName().empty())
      Result.push_back({Use.getVariable(), Location, Use.getExpression()->getNumElements() == 0});
  };
#if LLVM_VERSION_MAJOR >= 22
  findDbgUsers(V, Records);
#else
  SmallVector<DbgVariableIntrinsic *, 4> Intrinsics;
  findDbgUsers(Intrinsics, V, &Records);
  for (const DbgVariableIntrinsic *I : Intrinsics)
    Add(*I, I->getDebugLoc().get());
#endif
  for (const DbgVariableRecord *R : Records)
    Add(*R, R->getDebugLoc().get());
  return Result;
}

// How well a variable suits code at a place, 0: it does not. Code knows the variables of its own copy of its
// function, then those of the functions that this was inlined into, from the inside out.
unsigned rank(const VariableUse &Use, const DILocation *At) {
  unsigned Rank = 1000;
  for (; At; At = At->getInlinedAt(), Rank -= Rank > 4 ? 2 : 0)
    if (Use.Location->getInlinedAt() == At->getInlinedAt() &&
        Use.Location->getScope()->getSubprogram() == At->getScope()->getSubprogram())
      return Rank + Use.Whole;
  return Use.Location->getInlinedAt() ? 0 : 1 + Use.Whole;
}

bool findVariable(LLVMValueRef Ref, LLVMValueRef AtRef, heap2stack_variable *Result, void *) {
  Value *V = unwrap(Ref);
  const auto *At = dyn_cast_or_null<Instruction>(unwrap(AtRef));
  if (!isa<Instruction>(V) && !isa<Argument>(V))
    return false;
  const DILocalVariable *Best = nullptr;
  unsigned BestRank = 0;
  for (const VariableUse &Use : findVariables(V))
    if (unsigned Rank = rank(Use, At ? At->getDebugLoc().get() : nullptr); Rank > BestRank) {
      Best = Use.Variable;
      BestRank = Rank;
    }
  if (!Best)
    return false;
  *Result = {Best->getName().data(), Best->getName().size()};
  return true;
}

// An argument is described by its value, or by the alloca that it is spilled to.
bool findParameter(LLVMValueRef Ref, unsigned Index, heap2stack_parameter *Result, void *) {
  Function *F = unwrap<Function>(Ref);
  if (Index >= F->arg_size())
    return false;
  Argument *A = F->getArg(Index);
  auto Uses = findVariables(A);
  for (User *U : A->users())
    if (auto *Spill = dyn_cast<StoreInst>(U))
      if (Spill->getValueOperand() == A && isa<AllocaInst>(Spill->getPointerOperand()))
        Uses.append(findVariables(Spill->getPointerOperand()));
  for (const VariableUse &Use : Uses) {
    if (!Use.Variable->isParameter() || Use.Location->getInlinedAt())
      continue;
    // Once the variable is a value, its record has no line of its own.
    bool Exact = Use.Location->getLine() == Use.Variable->getLine();
    *Result = {Use.Variable->getName().data(), Use.Variable->getName().size(), Use.Variable->getLine(),
               Exact ? Use.Location->getColumn() : 0};
    return true;
  }
  return false;
}

// What Rust's older mangling writes for a character that C++'s cannot have: "$LT$" for "<", "$u20$" for a
// space.
bool decodeRustEscape(StringRef Code, std::string &Result) {
  unsigned Character;
  if (Code.size() > 1 && Code.front() == 'u' && !Code.drop_front().getAsInteger(16, Character) &&
      Character < 128) {
    Result += static_cast<char>(Character);
    return true;
  }
  StringRef Text = StringSwitch<StringRef>(Code)
                       .Case("SP", "@")
                       .Case("BP", "*")
                       .Case("RF", "&")
                       .Case("LT", "<")
                       .Case("GT", ">")
                       .Case("LP", "(")
                       .Case("RP", ")")
                       .Case("C", ",")
                       .Default("");
  Result += Text;
  return !Text.empty();
}

// That mangling is C++'s with a hash at the end; anything else stays as it is.
std::string decodeOldRust(StringRef Name) {
  auto [Path, Hash] = Name.rsplit("::");
  if (Hash.size() != 17 || !Hash.consume_front("h") || !all_of(Hash, isHexDigit))
    return Name.str();
  std::string Result;
  while (!Path.empty()) {
    if (Path.starts_with("_$") && (Result.empty() || Result.back() == ':'))
      Path = Path.drop_front();
    auto [Code, Rest] = Path.drop_front().split('$');
    if (Path.front() == '$' && decodeRustEscape(Code, Result)) {
      Path = Rest;
    } else if (Path.consume_front("..")) {
      Result += "::";
    } else {
      Result += Path.front();
      Path = Path.drop_front();
    }
  }
  return Result;
}

// Without parameters: the place in the source tells overloaded functions apart.
char *demangleName(const char *Name, size_t Length, void *) {
  std::string_view Mangled(Name, Length);
  std::string Result;
  if (!nonMicrosoftDemangle(Mangled, Result, /*CanHaveLeadingDot=*/false, /*ParseParams=*/false))
    return nullptr;
  return strdup(decodeOldRust(Result).c_str());
}

// --- the pass ---

enum class Place { OptimizerEarly, Last };

class Heap2StackPass : public PassInfoMixin<Heap2StackPass> {
  heap2stack_options Options;
  Place At;

  // What the callbacks need to know.
  struct Run {
    Remarks TheRemarks;
    SmallVector<WeakVH, 16> Changed; // null once they are gone
    SmallVector<Function *, 16> Redirected;
    bool MadeClones = false;
  };

  static void onVerdict(const heap2stack_verdict *Verdict, void *User) {
    static_cast<Run *>(User)->TheRemarks.emit(*Verdict);
  }

  static void onChanged(LLVMValueRef F, void *User) {
    static_cast<Run *>(User)->Changed.push_back(unwrap<Function>(F));
  }

  static void onRedirected(LLVMValueRef F, void *User) {
    static_cast<Run *>(User)->Redirected.push_back(unwrap<Function>(F));
  }

  static void onError(const char *Message, void *) { fail(Message); }

  static void cloneFunction(LLVMValueRef Ref, LLVMValueRef CloneRef, void *User) {
    static_cast<Run *>(User)->MadeClones = true;
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

  // What lets a promoted object dissolve into registers. Functions of which only clones are called now need
  // not go through the rest of the pipeline.
  void cleanUp(Module &M, Run &TheRun, FunctionAnalysisManager &Analyses,
               ModuleAnalysisManager &ModuleAnalyses) const {
    auto Begin = std::chrono::steady_clock::now();
    if (TheRun.MadeClones)
      GlobalDCEPass().run(M, ModuleAnalyses);
    FunctionPassManager Passes;
    Passes.addPass(SROAPass(SROAOptions::ModifyCFG));
    if (At == Place::Last) {
      Passes.addPass(EarlyCSEPass(/*UseMemorySSA=*/true));
      Passes.addPass(InstCombinePass());
      Passes.addPass(SimplifyCFGPass());
    }
    for (Value *V : TheRun.Changed)
      if (auto *F = cast_or_null<Function>(V))
        Analyses.invalidate(*F, Passes.run(*F, Analyses));
    // The last line of the table that the library has printed.
    std::chrono::duration<double> Elapsed = std::chrono::steady_clock::now() - Begin;
    if (Options.stats)
      fprintf(stderr, "%8.4f s clean-up\n", Elapsed.count());
  }

  // What is known of functions that were not changed holds. LLVM has computed which functions use which
  // variables of the module just before "optimizer early", for the loop passes that follow.
  static PreservedAnalyses renewAnalyses(Module &M, ModuleAnalysisManager &Analyses) {
    PreservedAnalyses Preserved = PreservedAnalyses::none();
    Preserved.preserve<FunctionAnalysisManagerModuleProxy>();
    Preserved.preserveSet<AllAnalysesOn<Function>>();
    Preserved.preserve<GlobalsAA>();
    Analyses.invalidate(M, Preserved);
    RecomputeGlobalsAAPass().run(M, Analyses);
    return Preserved;
  }

public:
  Heap2StackPass(const heap2stack_options &Options, Place At) : Options(Options), At(At) {}

  PreservedAnalyses run(Module &M, ModuleAnalysisManager &Analyses) {
    Run TheRun;
    heap2stack_callbacks Callbacks = {};
    Callbacks.user = &TheRun;
    Callbacks.on_changed = onChanged;
    Callbacks.on_redirected = onRedirected;
    Callbacks.on_error = onError;
    Callbacks.find_parameter = findParameter;
    Callbacks.find_variable = findVariable;
    Callbacks.demangle = demangleName;
    Callbacks.clone_function = cloneFunction;
    Callbacks.split_block = splitBlock;
    if (Remarks::isEnabled(M.getContext()))
      Callbacks.on_verdict = onVerdict;
    if (LLVM_ENABLE_STATS)
      Callbacks.on_statistics = addStatistics;
    if (!heap2stack_run(wrap(&M), &Options, &Callbacks))
      return PreservedAnalyses::all();
    auto &Functions = Analyses.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
    for (Value *F : TheRun.Changed)
      Functions.invalidate(*cast<Function>(F), PreservedAnalyses::none());
    for (Function *F : TheRun.Redirected)
      Functions.invalidate(*F, PreservedAnalyses::none());
    if (Options.cleanup)
      cleanUp(M, TheRun, Functions, Analyses);
    return renewAnalyses(M, Analyses);
  }
};

bool parsePassName(StringRef Name, ModulePassManager &Passes, ArrayRef<PassBuilder::PipelineElement> Inner) {
  if (!Name.consume_front("heap2stack") || !Inner.empty())
    return false;
  if (!Name.empty() && !(Name.consume_front("<") && Name.consume_back(">")))
    return false;
  Passes.addPass(Heap2StackPass(optionsFor(Name), Place::Last));
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

template <Place At, typename... Phase>
void addAt(ModulePassManager &Passes, OptimizationLevel Level, Phase...) {
  if (Level != OptimizationLevel::O0 && !isIn(Passes))
    Passes.addPass(Heap2StackPass(optionsFor(""), At));
}

void registerCallbacks(PassBuilder &Builder) {
  Builder.registerPipelineParsingCallback(parsePassName);
#if LLVM_VERSION_MAJOR >= 20
  Builder.registerOptimizerEarlyEPCallback(addAt<Place::OptimizerEarly, ThinOrFullLTOPhase>);
#else
  Builder.registerOptimizerEarlyEPCallback(addAt<Place::OptimizerEarly>);
#endif
  Builder.registerFullLinkTimeOptimizationLastEPCallback(addAt<Place::Last>);
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
