# A plain makefile: make -f plain.mk CC=... CXX=...
CFLAGS = -O2 -Wall -Wextra -Werror
CXXFLAGS = $(CFLAGS)

program: main.o words.o answer.o
	$(CXX) $(CXXFLAGS) $(LDFLAGS) $^ -o $@
