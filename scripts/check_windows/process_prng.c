/* bcryptprimitives.dll with the randomness of the system, which Wine 8 lacks and every Windows has. For
   scripts/check-windows only. */
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
  return SystemFunction036(data, (ULONG)length);
}
