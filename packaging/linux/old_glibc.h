/* Forced into every file that is built in the old system (see old_python.sh): takes the mathematical functions as they
   were before glibc 2.29 gave them new versions, so that the interpreter also loads with 2.28. ARM64 has other numbers,
   and there Qt asks for more than 2.28 anyhow. */
#if defined(__x86_64__) && !defined(__ASSEMBLER__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
