"""What Windows shows of jibao.exe under 属性 › 详细信息; PyInstaller imports its side of this on Windows only."""

from PyInstaller.utils.win32.versioninfo import (
    FixedFileInfo,
    StringFileInfo,
    StringStruct,
    StringTable,
    VarFileInfo,
    VarStruct,
    VSVersionInfo,
)  # fmt: skip

CHINESE, UNICODE = 0x0804, 1200


def version_resource(version: str) -> VSVersionInfo:
    """The resource for a version such as 0.1.0."""
    numbers = (*map(int, version.split(".")), 0)
    texts = {
        "FileDescription": "绩报：绩效评价报告填报",
        "FileVersion": version,
        "InternalName": "jibao",
        "LegalCopyright": "许可文本见 licences 文件夹",
        "OriginalFilename": "jibao.exe",
        "ProductName": "绩报",
        "ProductVersion": version,
    }
    table = StringTable(f"{CHINESE:04x}{UNICODE:04x}", [StringStruct(name, text) for name, text in texts.items()])
    return VSVersionInfo(
        ffi=FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[StringFileInfo([table]), VarFileInfo([VarStruct("Translation", [CHINESE, UNICODE])])],
    )
