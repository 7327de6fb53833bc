// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/verify.h"

#include "libinspect/base/error.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <catch2/catch.hpp>
#include <hdf5.h>

using namespace waferglow;
using namespace waferglow::test;

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
// HDF5 forgets memory when it meets damaged headers; that is not what is tested here.
#define WAFERGLOW_IGNORE_LEAKS const __lsan::ScopedDisabler ignore_leaks
#else
#define WAFERGLOW_IGNORE_LEAKS
#endif

namespace {

enum class Outcome { sound, found, refused };

Outcome verify(const std::filesystem::path& path) {
    try {
        return verify_wafer_file(path).empty() ? Outcome::sound : Outcome::found;
    } catch (const Error& error) {
        return error.kind() == ErrorKind::input ? Outcome::refused : Outcome::sound;
    }
}

}  // namespace

TEST_CASE("a file as written is sound") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const auto findings = verify_wafer_file(folder / "w.h5");
    CAPTURE(findings.empty() ? "" : findings[0].where + ": " + findings[0].what);
    CHECK(findings.empty());
}

// What is not noticed must be harmless: the whole content is then still there and the same.
TEST_CASE("a flipped byte is noticed, or does no harm, and never crashes") {
    H5garbage_collect();  // so that what it forgets below is not taken from blocks of other tests
    WAFERGLOW_IGNORE_LEAKS;
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer(20, 110);
    write_wafer_file(folder / "w.h5", wafer);
    const std::string whole = read_bytes(folder / "w.h5");
    std::size_t noticed = 0;
    constexpr std::size_t kStep = 431;
    for (std::size_t at = 0; at < whole.size(); at += kStep) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ (at % 2 == 0 ? 0xff : 0x04));
        write_bytes(folder / "flipped.h5", bytes);
        if (verify(folder / "flipped.h5") != Outcome::sound) {
            ++noticed;
        } else {
            CAPTURE(at);
            REQUIRE(same_content(read_wafer_file(folder / "flipped.h5"), wafer));
        }
    }
    CHECK(noticed > 0);
}

TEST_CASE("values that were changed through HDF5 itself are noticed") {
    const std::string place =
        GENERATE("/entry/map/pl_high/data", "/entry/bins/data", "/entry/spectra/counts",
                 "/entry/ledger/shift_x", "/entry/el/columns/pass", "/entry/calibration/dark/values");
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, place.c_str(), H5P_DEFAULT);
    const hid_t space = H5Dget_space(dataset);
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values.back() = 42.0;
    H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Sclose(space);
    H5Dclose(dataset);
    H5Fclose(file);
    const auto findings = verify_wafer_file(folder / "w.h5");
    REQUIRE_FALSE(findings.empty());
    CHECK_THAT(findings[0].where, Catch::Contains(place));
    CHECK_THROWS_AS(read_wafer_file(folder / "w.h5"), Error);
}

TEST_CASE("a dark frame that is not the one of its digest is noticed") {
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer(20, 110);
    wafer.calibration[0].image->pixels.row(3)[5] += 1;
    write_wafer_file(folder / "w.h5", wafer);
    const auto findings = verify_wafer_file(folder / "w.h5");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].where == "/entry/calibration/dark");
    CHECK_THAT(findings[0].what, Catch::Contains("SHA-256"));
}

TEST_CASE("every byte of a stored dark frame counts") {
    H5garbage_collect();
    WAFERGLOW_IGNORE_LEAKS;
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer(20, 110);
    write_wafer_file(folder / "w.h5", wafer);
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, "/entry/calibration/dark/values", H5P_DEFAULT);
    const hsize_t corner[2] = {0, 0};
    unsigned filters = 0;
    haddr_t address = 0;
    hsize_t size = 0;
    H5Dget_chunk_info_by_coord(dataset, corner, &filters, &address, &size);
    H5Dclose(dataset);
    H5Fclose(file);
    REQUIRE(size > 40);
    const std::string whole = read_bytes(folder / "w.h5");
    const hsize_t step = size / 12;
    for (hsize_t at = 0; at < size; at += step) {
        std::string bytes = whole;
        bytes[address + at] = static_cast<char>(bytes[address + at] ^ 0x10);
        write_bytes(folder / "flipped.h5", bytes);
        CAPTURE(at);
        CHECK(verify(folder / "flipped.h5") == Outcome::found);
    }
}

TEST_CASE("a file marked complete whose ledger is not is noticed") {
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer(20, 110);
    wafer.status = FileStatus::incomplete;
    wafer.ledger[0].status = TileStatus::expected;
    write_wafer_file(folder / "w.h5", wafer);
    REQUIRE(verify_wafer_file(folder / "w.h5").empty());
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, "/entry/status", H5P_DEFAULT);
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, 8);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const hid_t space = H5Screate(H5S_SCALAR);
    const hid_t dataset =
        H5Dcreate2(file, "/entry/status", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, "complete");
    H5Dclose(dataset);
    H5Sclose(space);
    H5Tclose(type);
    H5Fclose(file);
    const auto findings = verify_wafer_file(folder / "w.h5");
    REQUIRE(findings.size() == 1);
    CHECK_THAT(findings[0].what, Catch::Contains("1 of 3 tiles"));
}

TEST_CASE("a table that claims far more rows than its bytes can hold is refused before memory is taken") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, "/entry/ledger/index", H5P_DEFAULT);
    const hsize_t rows = hsize_t{1} << 37U;
    const hsize_t chunk = 1024;
    const hid_t space = H5Screate_simple(1, &rows, nullptr);
    const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(creation, 1, &chunk);
    const hid_t dataset =
        H5Dcreate2(file, "/entry/ledger/index", H5T_STD_I32LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Dclose(dataset);
    H5Pclose(creation);
    H5Sclose(space);
    H5Fclose(file);
    CHECK_THROWS_AS(read_wafer_file(folder / "w.h5"), Error);
    CHECK_FALSE(verify_wafer_file(folder / "w.h5").empty());
}
