/* Windows 10 has an icuuc.dll, Wine 10 has none; Qt6Core will not load without it. Used in the lab
   only, never shipped. Every converter asked for "does not exist" (U_FILE_ACCESS_ERROR); Python's own
   GBK and GB 18030 are not touched by it. */
#define OUT __declspec(dllexport)
#define NOT_THERE 4
static int no(int *error) { if (error) *error = NOT_THERE; return 0; }
OUT void *ucnv_open(const char *name, int *error) { no(error); return 0; }
OUT const char *ucnv_getName(void *converter, int *error) { no(error); return 0; }
OUT const char *ucnv_getStandardName(const char *a, const char *b, int *error) { no(error); return 0; }
OUT const char *ucnv_getAvailableName(int index) { return 0; }
OUT int ucnv_countAvailable(void) { return 0; }
OUT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
OUT int ucnv_toUCountPending(void *converter, int *error) { return no(error); }
OUT int ucnv_fromUCountPending(void *converter, int *error) { return no(error); }
OUT void ucnv_close(void *converter) {}
OUT void ucnv_reset(void *converter) {}
OUT void ucnv_toUnicode(void) {}
OUT void ucnv_fromUnicode(void) {}
OUT void ucnv_setToUCallBack(void) {}
OUT void ucnv_setFromUCallBack(void) {}
OUT void ucnv_getToUCallBack(void) {}
OUT void ucnv_getFromUCallBack(void) {}
OUT void ucnv_cbToUWriteUChars(void) {}
OUT void ucnv_cbFromUWriteUChars(void) {}
OUT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
OUT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
int __stdcall DllMain(void *module, unsigned reason, void *reserved) { return 1; }
