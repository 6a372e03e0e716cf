"""What heap2stack-report and heap2stack-count have in common: optimisation records, counts, source files."""
