/* An assembler part, which goes through the C preprocessor. */
#define ANSWER 42
    .section .rodata
    .globl answer
    .type answer, %object
    .size answer, 4
    .balign 4
answer:
    .long ANSWER
    .section .note.GNU-stack, "", %progbits
