@echo off
rem ambil.bat: mengambil berkas dari meja kasus panti ke komputer Windows lewat plink (PuTTY).
rem Bagian pantidesk. Jalankan dari Command Prompt (cmd). PowerShell merusak PDF dan XLSX pada pengalihan keluaran.
rem Teks dari pengguna hanya dipakai sebagai !NAMA! (dibaca setelah baris ini diurai), jadi isinya tidak pernah
rem menjadi perintah; tanda persen hanya ada pada baris set yang menampung isian. Sesudah itu setiap isian diperiksa:
rem hanya huruf, angka dan . _ - / = : yang lolos, sama dengan aturan di mesin panti.
setlocal EnableExtensions DisableDelayedExpansion
set "ARG1=%~1"
set "ARG2=%~2"
set "ARG3=%~3"
set "ARG4=%~4"
setlocal EnableDelayedExpansion

rem --- Isi sekali sesuai petunjuk admin panti. Kunci SSH disimpan di Pageant, atau isi KUNCI dengan berkas .ppk.
set "ALAMAT="
set "PORT=22"
set "KUNCI="
set "PLINK=plink.exe"

if exist "!ProgramFiles!\PuTTY\plink.exe" set "PLINK=!ProgramFiles!\PuTTY\plink.exe"
set "OPSI=-ssh -P !PORT!"
if defined KUNCI set "OPSI=!OPSI! -i "!KUNCI!""

if /i "!ARG1!"=="/?" goto bantuan
if /i "!ARG1!"=="-h" goto bantuan
if /i "!ARG1!"=="bantuan" goto bantuan
if not defined ALAMAT set /p "ALAMAT=Alamat, contoh panti@192.168.1.10: "
set "ISI=!ALAMAT!"
call :periksa_alamat
if errorlevel 1 goto aneh

if /i "!ARG1!"=="daftar" goto daftar
if /i "!ARG1!"=="laporan" goto laporan
if defined ARG1 (
	set "NAMA=!ARG1!"
	goto kotak
)
echo.
echo   1  berkas dari kotak keluar
echo   2  laporan
echo   3  daftar isi kotak keluar
set "PILIH="
set /p "PILIH=Pilih 1, 2 atau 3: "
if "!PILIH!"=="1" goto tanya_nama
if "!PILIH!"=="2" goto tanya_laporan
if "!PILIH!"=="3" goto daftar
goto bantuan

:tanya_nama
set "NAMA="
set /p "NAMA=Nama berkas, contoh monthly-2026-07.pdf: "

:kotak
set "ISI=!NAMA!"
call :periksa
if errorlevel 1 goto aneh
set "KE=!NAMA!"
if exist "!KE!" goto sudah_ada
"!PLINK!" !OPSI! !ALAMAT! outbox get !NAMA! > "!KE!"
goto hasil

:tanya_laporan
set "ARG2="
set "ARG3="
set "ARG4="
set /p "ARG2=Nama laporan, contoh monthly: "
set /p "ARG3=Bulan TTTT-BB, kosong bila tanpa bulan: "
set /p "ARG4=Bentuk pdf, xlsx, csv atau text (kosong = pdf): "

:laporan
set "ISI=!ARG2!"
call :periksa
if errorlevel 1 goto aneh
rem Bulan boleh dilewati: ambil laporan education pdf
if /i "!ARG3!"=="pdf" set "ARG4=pdf"& set "ARG3="
if /i "!ARG3!"=="xlsx" set "ARG4=xlsx"& set "ARG3="
if /i "!ARG3!"=="csv" set "ARG4=csv"& set "ARG3="
if /i "!ARG3!"=="text" set "ARG4=text"& set "ARG3="
if not defined ARG4 set "ARG4=pdf"
set "ISI=!ARG4!"
call :periksa
if errorlevel 1 goto aneh
set "AKHIR=!ARG4!"
if /i "!AKHIR!"=="text" set "AKHIR=txt"
if not defined ARG3 (
	set "KE=!ARG2!.!AKHIR!"
	if exist "!KE!" goto sudah_ada
	"!PLINK!" !OPSI! !ALAMAT! report !ARG2! --format !ARG4! > "!KE!"
	goto hasil
)
set "ISI=!ARG3!"
call :periksa
if errorlevel 1 goto aneh
set "KE=!ARG2!-!ARG3!.!AKHIR!"
if exist "!KE!" goto sudah_ada
"!PLINK!" !OPSI! !ALAMAT! report !ARG2! --month !ARG3! --format !ARG4! > "!KE!"
goto hasil

:daftar
"!PLINK!" !OPSI! !ALAMAT! outbox list
goto akhir

:hasil
if errorlevel 1 goto belum
echo Tersimpan: !KE!
goto akhir

:belum
rem Berkas kosong atau sepotong tidak ditinggalkan.
if exist "!KE!" del "!KE!"
echo Berkas belum terambil. Baca pesan di atas, periksa nama dan sambungan, lalu coba lagi.
exit /b 1

:sudah_ada
echo !KE! sudah ada di folder ini. Pindahkan atau ganti namanya dahulu.
exit /b 1

:aneh
echo Isian kosong atau memakai tanda yang tidak dikenal. Pakai huruf, angka dan . _ - saja.
exit /b 1

rem Kata dipotong pada setiap tanda yang boleh; bila masih ada yang tersisa, tanda itu tidak boleh. x di depan menjaga agar
rem baris tidak dilewati sebagai komentar. Tanda - di depan ditolak: itu akan dibaca sebagai pilihan. Garis miring ditolak:
rem nama ini juga menjadi nama berkas di komputer ini.
:periksa
if not defined ISI exit /b 1
if "!ISI:~0,1!"=="-" exit /b 1
if "!ISI:~0,1!"=="." exit /b 1
for /f "delims=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-" %%T in ("x!ISI!") do exit /b 1
exit /b 0

:periksa_alamat
if not defined ISI exit /b 1
if "!ISI:~0,1!"=="-" exit /b 1
for /f "delims=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@:" %%T in ("x!ISI!") do exit /b 1
exit /b 0

:bantuan
echo ambil: mengambil berkas dari meja kasus panti ke folder ini.
echo.
echo   ambil                                bertanya satu per satu
echo   ambil monthly-2026-07.pdf            berkas dari kotak keluar
echo   ambil daftar                         isi kotak keluar
echo   ambil laporan monthly 2026-07 pdf    laporan satu bulan
echo   ambil laporan education pdf          laporan tanpa bulan
echo.
echo Di meja kasus: F5, lalu "Ambil ke komputer saya" menaruh berkas di kotak keluar.
echo Perlu: PuTTY (plink.exe), kunci SSH di Pageant atau KUNCI, dan ALAMAT di awal berkas ini.

:akhir
rem Kosongkan isian: jendela ini mungkin dipakai orang lain.
endlocal
endlocal
exit /b 0
