# Freezes and packs the program on a real Windows 10/11 with Python 3.11 (x64); NSIS (makensis) is used when it is there.
#   powershell -ExecutionPolicy Bypass -File packaging\windows\freeze.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")

function Invoke-Checked {
    & $args[0] $args[1..($args.Length - 1)]
    if ($LASTEXITCODE -ne 0) { throw "$($args[0]) ended with $LASTEXITCODE" }
}

$environment = ".venv-dist"
if (-not (Test-Path "$environment\Scripts\python.exe")) { Invoke-Checked py -3.11 -m venv $environment }
$python = "$environment\Scripts\python.exe"
Invoke-Checked $python -m pip install -q --no-deps --only-binary :all: -r requirements\run.txt -r requirements\dist.txt
Invoke-Checked $python -m PyInstaller --noconfirm --log-level WARN --distpath dist\windows --workpath build\windows\freeze packaging\jibao.spec

# Licences and the bill of materials, as in pack.sh.
$base = & $python -c "import sys; print(sys.base_prefix)"
$version = & $python -c "import tomllib; print(tomllib.load(open('pyproject.toml', 'rb'))['project']['version'])"
$interpreter = & $python -c "import platform; print(platform.python_version())"
[IO.File]::WriteAllText("$PWD\build\windows\parts.tsv", "generic`tcpython`t$interpreter`tPSF-2.0`t$base\LICENSE.txt`n")
$program = "dist\windows\jibao"
Invoke-Checked $python packaging\licences.py $program "$environment\Lib\site-packages" build\windows\parts.tsv
Copy-Item packaging\README.txt (Join-Path $program ([string][char]0x8bfb + [char]0x6211 + ".txt"))

# The proof: the whole job through the window, which is really shown here.
$trial = Join-Path $env:TEMP "jibao-selftest"
Remove-Item -Recurse -Force $trial -ErrorAction SilentlyContinue
$run = Start-Process "$program\jibao.exe" -ArgumentList "--store", "$trial\reports.sqlite", "--selftest", "$trial\out" -Wait -PassThru
if ($run.ExitCode -ne 0) { throw "The self-test failed: $(Get-Content "$trial\out\selftest.txt")" }
Invoke-Checked $python packaging\contents.py $program 110

$folder = "jibao-$version-windows-x64"
$stage = "build\windows\portable\$folder"
Remove-Item -Recurse -Force build\windows\portable -ErrorAction SilentlyContinue
New-Item -ItemType Directory -Force build\windows\portable | Out-Null
Copy-Item -Recurse $program $stage
Copy-Item packaging\portable.txt $stage
Compress-Archive -Force $stage "dist\$folder.zip"
if (Get-Command makensis -ErrorAction SilentlyContinue) {
    $size = [int]((Get-ChildItem -Recurse $program | Measure-Object -Sum Length).Sum / 1KB)
    Invoke-Checked makensis "-V2" "-INPUTCHARSET" "UTF8" "-DVERSION=$version" "-DPROGRAM=$PWD\$program" "-DTARGET=$PWD\dist\$folder-setup.exe" "-DSIZE=$size" packaging\windows\installer.nsi
}
