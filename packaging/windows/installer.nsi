; The installer for Windows: for one user, without an administrator, in Chinese.
;   makensis -DVERSION=0.1.0 -DPROGRAM=folder -DTARGET=file.exe -DSIZE=kilobytes installer.nsi
; The clerk's data lie in %LOCALAPPDATA%\jibao; neither an update nor the uninstaller touches them.
Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"
!include "WinVer.nsh"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Jibao"
!define CLASSES "Software\Classes"

Name "绩报"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Jibao"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma
SetCompressorDictSize 32
BrandingText "绩报 ${VERSION}"
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "绩报"
VIAddVersionKey /LANG=2052 "FileDescription" "绩报安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "许可文本随程序安装"

!define MUI_ICON "jibao.ico"
!define MUI_UNICON "jibao.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\jibao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开绩报"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

; A program that runs keeps its file from being opened for writing.
!macro NotRunning
  again:
  IfFileExists "$INSTDIR\jibao.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\jibao.exe" a
  IfErrors 0 close
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "绩报正在运行，请先关闭它再继续。" /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  close:
  FileClose $0
  free:
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\jibao.exe"
  Delete "$INSTDIR\jibao.cdx.json"
  Delete "$INSTDIR\读我.txt"
!macroend

!macro Kind EXTENSION NAME LABEL
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}" "" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\${NAME}" "" "${LABEL}"
  WriteRegStr HKCU "${CLASSES}\${NAME}\DefaultIcon" "" "$INSTDIR\jibao.exe,0"
  WriteRegStr HKCU "${CLASSES}\${NAME}\shell\open\command" "" '"$INSTDIR\jibao.exe" --open "%1"'
!macroend

!macro NoKind EXTENSION NAME
  DeleteRegKey HKCU "${CLASSES}\${NAME}"
  ReadRegStr $0 HKCU "${CLASSES}\${EXTENSION}" ""
  StrCmp $0 "${NAME}" 0 +2
  DeleteRegKey HKCU "${CLASSES}\${EXTENSION}"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "绩报需要 64 位的 Windows 10 或 11。" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

Section
  !insertmacro NotRunning
  ; What an older version had and this one has not must not stay.
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\绩报.lnk" "$INSTDIR\jibao.exe"
  CreateShortcut "$DESKTOP\绩报.lnk" "$INSTDIR\jibao.exe"
  !insertmacro Kind ".jibao" "Jibao.Report" "绩报报告文件"
  !insertmacro Kind ".jbf" "Jibao.Form" "绩报报告格式包"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "绩报"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\jibao.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro NotRunning
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\绩报.lnk"
  Delete "$DESKTOP\绩报.lnk"
  !insertmacro NoKind ".jibao" "Jibao.Report"
  !insertmacro NoKind ".jbf" "Jibao.Form"
  DeleteRegKey HKCU "${UNINSTALL}"
  ${un.RefreshShellIcons}
SectionEnd
