/* What library functions do with their pointer arguments, as data.
 *
 * The rows are in effects.def; a user may add rows of the same form from a file. A row describes one function
 * by a SPEC:
 *
 *     SPEC   := RESULT "(" [ARG {"," ARG}] ["," "..." {ACTION}] ")"
 *     RESULT := "v" | "i" | "d" | "s"           no value, integer, floating point, aggregate without pointers
 *             | "p"                             pointer to memory that no argument leads to, or null
 *             | "p" SOURCE {SOURCE} ["?"]       pointer from one of these sources, or null;
 *                                               with "?" it may also point to unrelated memory
 *     SOURCE := "=" N                           pointer argument N itself
 *             | "=" N "+"                       anywhere into the object of argument N
 *             | "=*" N                          loaded from that object, or from what is reached from there
 *     ARG    := "i" | "d" | "p" {EFFECT}        integer, floating point, pointer
 *     EFFECT := ACTION | FLOW
 *     ACTION := {"*"} LETTER {LETTER}           "*rw" is "*r*w"
 *     LETTER := "r" | "w" | "t" | "k" | "f" | "b"
 *     FLOW   := ">" N | "<" N | "m" [DIGIT] | "o" | "c" "(" [PARAM {";" PARAM}] ")"
 *     PARAM  := "." | N | N "+" | "*" N | "?"
 *
 * N counts all arguments from 0. Blanks may stand around "(", ")", "," and ";".
 *
 * Actions. Without "*" they concern the object that the argument points into; with one "*", the objects
 * that pointers found in that object's memory point into; up to three, where three means three or more.
 *   r  its memory is read
 *   w  its memory is written, with bytes or with pointers that no argument leads to; what was there may stay
 *   t  its memory is written with text or numbers of which no pointer is made
 *   k  the pointer is kept: anything may happen to it, and to all that is reached from it, now or later
 *   f  the object may be released
 *   b  (after "*" only) as f, except when the pointer leads into the argument's own object: the buffer of a
 *      string that has a small buffer inside
 * Flows.
 *   >N a pointer into this argument's object is stored in the memory of argument N's object (N may be this
 *      argument): strtol's end pointer
 *   <N content of argument N's object is copied into this one's memory at any offset (N may be this
 *      argument: content moves within): memcpy, qsort
 *   m  linked: the arguments marked m and everything reached from them, taken together, may be stored into
 *      each other's memory in any way: list and tree nodes. With a digit, the pointers lie in so many
 *      words at the start of each, and point to the start of each
 *   o  one pointer: of this object's memory only the pointer right at the argument's address takes part in
 *      "*", ">", "<" and "=*"; the rest is read and written as bytes without pointers: getline's first
 *      argument, a std::string
 *   c  the argument is a function that is called before this one returns, any number of times. PARAM says
 *      what its parameters receive: "." nothing that the arguments lead to, N argument N, N+ a pointer
 *      anywhere into its object, *N as in SOURCE, "?" anything. What it returns is a number or nothing.
 *
 * An action that is not listed does not happen: "p" alone is neither read nor kept. Memory that no argument
 * leads to is fresh, the library's own, or had escaped already. Text is text: strcpy and printf's "%s" carry
 * no pointers out of the program, but write and fwrite do (r*k). A reader that does not follow a flow or a
 * level may treat it as k.
 *
 * A row holds for a function that this module only declares, and only for a call of the row's shape: number
 * of arguments, type of each and of the result, variadic or not. The caller checks that; the row says it.
 */
#ifndef HEAP2STACK_EFFECTS_H
#define HEAP2STACK_EFFECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  EFFECT_MAX_ARGUMENTS = 16,
  EFFECT_MAX_PARAMETERS = 8, /* of a function that is called back */
  EFFECT_LEVELS = 4          /* the object, and one to three "*" */
};

/* Actions: bits of effect_argument.actions[]. */
enum {
  EFFECT_READ = 1,              /* r */
  EFFECT_WRITTEN = 2,           /* w */
  EFFECT_KEPT = 4,              /* k */
  EFFECT_RELEASED = 8,          /* f */
  EFFECT_RELEASED_OUTSIDE = 16, /* b */
  EFFECT_TEXT = 32              /* t */
};

/* What one parameter of a function that is called back receives. */
typedef struct effect_parameter {
  char source;      /* '.', '=' the argument, '+' into its object, '*' loaded from it, '?' anything */
  uint8_t argument; /* for '=', '+' and '*' */
} effect_parameter;

/* One argument. In the masks bit N stands for argument N. */
typedef struct effect_argument {
  char type;                      /* 'i', 'd', 'p' */
  bool linked;                    /* m */
  uint8_t link_words;             /* m with a digit; 0: anywhere */
  bool one_pointer;               /* o */
  bool called;                    /* c(...) */
  uint8_t parameter_count;        /* of c(...) */
  uint8_t actions[EFFECT_LEVELS]; /* by number of "*"; the last one stands for deeper levels too */
  uint16_t stored_into;           /* >N */
  uint16_t copied_from;           /* <N */
  effect_parameter parameters[EFFECT_MAX_PARAMETERS];
} effect_argument;

/* One row. */
typedef struct effect {
  char result_type;            /* 'v', 'i', 'd', 'p', 's' */
  bool result_unrelated;       /* a 'p' that may lead to memory which no argument leads to */
  uint16_t result_is;          /* =N */
  uint16_t result_inside;      /* =N+ */
  uint16_t result_loaded_from; /* =*N */
  bool variadic;
  uint8_t argument_count; /* without the variadic ones */
  effect_argument arguments[EFFECT_MAX_ARGUMENTS];
  uint8_t rest[EFFECT_LEVELS]; /* actions on every variadic pointer argument */
} effect;

/* The built-in rows and a user's. Adding needs the table alone; any number of threads may look up at once. */
typedef struct effect_table effect_table;

/* A table of the built-in rows. Never NULL: the process aborts when memory runs out. */
effect_table *effect_table_create(void);

/* Releases the table; NULL is allowed. */
void effect_table_destroy(effect_table *table);

/* Adds a user's rows, which win over built-in ones: one "NAME SPEC" a line; "#" starts a comment. A name may
 * be given once only. Returns NULL, or a message "path:line:column: what was expected" ("path: reason" when
 * the file cannot be read) that the caller releases with free(); the rows before the bad one were added. */
char *effect_table_add_file(effect_table *table, const char *path);

/* The same from memory; `path` is what messages call it. `text` may hold any bytes. */
char *effect_table_add_text(effect_table *table, const char *path, const char *text, size_t length);

/* Finds the row of a function. Returns false and leaves *row alone when there is none. A NULL table means
 * the built-in rows, which are then searched one by one. */
bool effect_find(const effect_table *table, const char *name, size_t name_length, effect *row);

/* Parses one SPEC. Returns NULL, or a constant message, with the offset in `text` of what it is about in
 * *error_offset; *row is then unspecified. */
const char *effect_parse(const char *text, size_t length, effect *row, size_t *error_offset);

/* The built-in rows in the order of effects.def, for tests: false when there is no such row. */
bool effect_builtin(size_t index, const char **name, const char **spec);

#endif
