/* Wine 10 ends the process when Qt asks for the screen's colour profile. Used in the lab only, never
   shipped: no profile can be opened, and Qt takes sRGB. */
#define OUT __declspec(dllexport)
OUT void *OpenColorProfileW(void *profile, unsigned access, unsigned share, unsigned mode) { return 0; }
OUT int CloseColorProfile(void *profile) { return 1; }
OUT void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
OUT int GetColorProfileFromHandle(void *profile, void *bytes, unsigned *count)
{ if (count) *count = 0; return 0; }
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
