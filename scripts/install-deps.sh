#!/usr/bin/env bash
# Installs every Debian 12 package that building, testing and running WaferGlow takes. Nothing else is fetched.
set -euo pipefail

packages=(
    # build
    g++ cmake ninja-build pkg-config ccache clang-format-14
    # libraries
    libtbb-dev libhwy-dev libopencv-dev libboost-dev libeigen3-dev libhdf5-dev libdeflate-dev zlib1g-dev libtiff-dev libpng-dev
    libfmt-dev libcli11-dev libtomlplusplus-dev nlohmann-json3-dev libpugixml-dev libsodium-dev
    libaravis-dev libusb-1.0-0-dev qt6-base-dev qt6-tools-dev qt6-l10n-tools qt6-tools-dev-tools libqcustomplot-dev libgl1-mesa-dev
    # tests and benchmarks
    catch2 librapidcheck-dev libbenchmark-dev python3 python3-numpy python3-h5py python3-silx hdf5-tools aravis-tools aravis-tools-cli
    xvfb xauth locales
    # fonts for pictures
    fonts-dejavu-core fonts-noto-cjk
)

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "install-deps: run as root, or install sudo; missing: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo)
fi
echo "install-deps: installing ${missing[*]}" >&2
"${sudo[@]}" apt-get update -q
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
