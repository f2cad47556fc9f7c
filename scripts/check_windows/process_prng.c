/* What Wine 8 lacks: bcryptprimitives.dll with the randomness of the system. For scripts/check-windows only. Every Windows has it. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
  return SystemFunction036(data, (ULONG)length);
}
