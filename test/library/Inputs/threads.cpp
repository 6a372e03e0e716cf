// Runs the pass in several threads at once, each with LLVM contexts of its own: threads ROUNDS FILE...
//
// Every thread runs it on every module in every round, in two ways: by heap2stack_run() alone, and as the plugin in
// a pass pipeline, which is how the back ends of ThinLTO run it. All threads have to get the same modules and
// verdicts, which are printed once. The test builds this and the pass with ThreadSanitizer; with -DRACE the program
// has a race of its own, which has to be found.
#include <heap2stack/heap2stack.h>

#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/IRReader/IRReader.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"
#if LLVM_VERSION_MAJOR >= 22
#include "llvm/Plugins/PassPlugin.h"
#else
#include "llvm/Passes/PassPlugin.h"
#endif

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

extern "C" llvm::PassPluginLibraryInfo llvmGetPassPluginInfo();

namespace {

constexpr unsigned ThreadCount = 4;

#ifdef RACE
unsigned Verdicts;
#endif

void addVerdict(const heap2stack_verdict *Verdict, void *User) {
#ifdef RACE
  Verdicts++;
#endif
  *static_cast<std::string *>(User) += std::string(Verdict->message) + "\n";
}

bool runLibrary(llvm::Module &M, std::string &Text) {
  heap2stack_options Options;
  heap2stack_options_init(&Options);
  heap2stack_callbacks Callbacks = {};
  Callbacks.user = &Text;
  Callbacks.on_verdict = addVerdict;
  return heap2stack_run(llvm::wrap(&M), &Options, &Callbacks);
}

bool runPlugin(llvm::Module &M, std::string &) {
  llvm::LoopAnalysisManager Loops;
  llvm::FunctionAnalysisManager Functions;
  llvm::CGSCCAnalysisManager Components;
  llvm::ModuleAnalysisManager Modules;
  llvm::PassBuilder Builder;
  llvmGetPassPluginInfo().RegisterPassBuilderCallbacks(Builder);
  Builder.registerModuleAnalyses(Modules);
  Builder.registerCGSCCAnalyses(Components);
  Builder.registerFunctionAnalyses(Functions);
  Builder.registerLoopAnalyses(Loops);
  Builder.crossRegisterProxies(Loops, Functions, Components, Modules);
  llvm::ModulePassManager Passes;
  if (auto Error = Builder.parsePassPipeline(Passes, "heap2stack")) {
    llvm::errs() << "threads: error: " << llvm::toString(std::move(Error)) << "\n";
    exit(2);
  }
  Passes.run(M, Modules);
  return true;
}

std::string runOn(const std::string &File, bool (*Run)(llvm::Module &, std::string &)) {
  llvm::LLVMContext Context;
  llvm::SMDiagnostic Problem;
  std::string Text;
  auto M = llvm::parseIRFile(File, Problem, Context);
  if (!M) {
    Problem.print("threads", llvm::errs());
    exit(2);
  }
  Run(*M, Text);
  llvm::raw_string_ostream Out(Text);
  if (llvm::verifyModule(*M, &Out))
    Out << "broken module\n";
  M->print(Out, nullptr);
  return Text;
}

void runAll(unsigned Rounds, const std::vector<std::string> &Files, std::string &Result) {
  for (unsigned Round = 0; Round < Rounds; Round++) {
    std::string Texts;
    for (const std::string &File : Files)
      Texts += runOn(File, runLibrary) + runOn(File, runPlugin);
    if (Round > 0 && Texts != Result) {
      llvm::errs() << "threads: error: another result in another round\n";
      exit(1);
    }
    Result = std::move(Texts);
  }
}

} // namespace

int main(int argc, char **argv) {
  std::vector<std::string> Files(argv + 2, argv + argc), Results(ThreadCount);
  std::vector<std::thread> Threads;
  for (std::string &Result : Results)
    Threads.emplace_back(runAll, atoi(argv[1]), Files, std::ref(Result));
  for (std::thread &T : Threads)
    T.join();
  for (const std::string &Result : Results)
    if (Result != Results.front()) {
      llvm::errs() << "threads: error: two threads have different results\n";
      return 1;
    }
  llvm::outs() << Results.front();
}
