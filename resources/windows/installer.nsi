; makensis -INPUTCHARSET UTF8 -XTarget amd64-unicode -DVERSION=1.2.3 -DDIST=folder -DOUT=setup.exe installer.nsi
; For one user, without an administrator. What the user wrote lies elsewhere and is never touched.
Unicode true
ManifestDPIAware true
!include "MUI2.nsh"
!include "x64.nsh"
!include "WinVer.nsh"
!include "FileFunc.nsh"
!include "WordFunc.nsh"

!define PRODUCT "货运客服台"
!define PROGRAM "freight-desk.exe"
!define KEY "Software\FreightDesk"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\FreightDesk"
!define OFFICE "FreightDesk.Office"

Name "${PRODUCT}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\FreightDesk"
InstallDirRegKey HKCU "${KEY}" "InstallDir"
RequestExecutionLevel user
!ifdef QUICK ; of a trial: twice as large, made in a tenth of the time
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "${PRODUCT}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "${PRODUCT} 安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "MIT"

!define MUI_ICON "${DIST}\_internal\resources\icons\app.ico"
!define MUI_UNICON "${DIST}\_internal\resources\icons\app.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${PRODUCT}"
!define MUI_WELCOMEPAGE_TEXT "将为当前 Windows 用户安装 ${PRODUCT} ${VERSION},不需要管理员权限。$\r$\n$\r$\n已有的办公室数据、备份和打印设置不会改动。$\r$\n$\r$\n点“下一步”继续。"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "只删除程序。办公室数据、附件、备份和设置都留在原处。"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A running program holds its own file: nothing of it can be replaced before it is closed.
!macro WaitUntilClosed un
Function ${un}WaitUntilClosed
  IfFileExists "$INSTDIR\${PROGRAM}" 0 closed
  again:
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    IfErrors running
    FileClose $0
    Goto closed
  running:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT} 正在运行。请先保存并关闭它,再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "${PRODUCT} 需要 64 位的 Windows 10 或更新的版本。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $0 HKCU "${REMOVAL}" "DisplayVersion"
  ${VersionCompare} "${VERSION}" "$0" $1 ; 2: what is installed is newer
  ${If} $0 != ""
  ${AndIf} $1 == 2
    MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONEXCLAMATION "已经装了更新的 $0,这里是 ${VERSION}。旧程序打不开新程序保存过的数据。$\r$\n$\r$\n仍要换回 ${VERSION} 吗?" /SD IDNO IDYES older
      SetErrorLevel 4
      Quit
    older:
  ${EndIf}
FunctionEnd

Section
  Call WaitUntilClosed
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  File /r "${DIST}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortCut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${KEY}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.office" "" "${OFFICE}"
  WriteRegStr HKCU "Software\Classes\${OFFICE}" "" "${PRODUCT} 办公室数据"
  WriteRegStr HKCU "Software\Classes\${OFFICE}\DefaultIcon" "" '"$INSTDIR\${PROGRAM}",0'
  WriteRegStr HKCU "Software\Classes\${OFFICE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\${OFFICE}"
  ReadRegStr $0 HKCU "Software\Classes\.office" ""
  StrCmp $0 "${OFFICE}" 0 +2
    DeleteRegKey HKCU "Software\Classes\.office"
  DeleteRegKey HKCU "${REMOVAL}"
SectionEnd
