/* Starts a program in the same console, and has the console ask it to end once the file `now` is there. Ends with the exit code
   of the program. For scripts/check-windows only. Of all that a console can send, Wine 8 sends no more than Ctrl-C. */
#include <windows.h>
static BOOL WINAPI ignore(DWORD event) {
  (void)event;
  return TRUE;
}
int main(void) {
  STARTUPINFOW start = {sizeof start};
  PROCESS_INFORMATION process;
  DWORD code = 99;
  WCHAR *command = GetCommandLineW();
  /* Without the name of this program, which may be quoted. */
  WCHAR end = *command == L'"' ? *command++ : L' ';
  while (*command && *command != end) command++;
  if (*command == L'"') command++;
  while (*command == L' ') command++;
  SetConsoleCtrlHandler(ignore, TRUE);
  if (!CreateProcessW(NULL, command, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 98;
  while (GetFileAttributesW(L"W:\\now") == INVALID_FILE_ATTRIBUTES)
    if (WaitForSingleObject(process.hProcess, 100) == WAIT_OBJECT_0) return 97;
  if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) return 96;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return (int)code;
}
