// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/wafer_file.h"

#include "libinspect/base/error.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/store/verify.h"
#include "sample_wafer.h"
#include "tests/base/file_size_limit.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <functional>
#include <optional>

#include <catch2/catch.hpp>
#include <hdf5.h>

using namespace waferglow;
using namespace waferglow::test;
namespace fs = std::filesystem;

namespace {

const std::string kHdf5Signature = "\x89HDF\r\n\x1a\n";

/// The error that `work` throws.
Error error_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    FAIL("no error was thrown");
    return {ErrorKind::job, ""};
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

void set_schema_version(const fs::path& path, long long version) {
    const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, "/entry/schema_version", H5P_DEFAULT);
    H5Dwrite(dataset, H5T_NATIVE_LLONG, H5S_ALL, H5S_ALL, H5P_DEFAULT, &version);
    H5Dclose(dataset);
    H5Fclose(file);
}

}  // namespace

TEST_CASE("a wafer file reads back as it was written") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), wafer));
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a file without any optional part reads back") {
    const ScratchFolder folder;
    WaferFile wafer;
    wafer.map = DieMap(standard_wafer(2), DieGrid{1, 1, 0.0, 0.0, 100.0, 100.0, 80.0, 60.0});
    wafer.program_version = "0.0.0";
    write_wafer_file(folder / "w.h5", wafer);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), wafer));
    CHECK(verify_wafer_file(folder / "w.h5").empty());
}

TEST_CASE("spectra with fractions, negative or huge counts keep every bit") {
    const float odd = GENERATE(0.5F, -1.0F, -0.0F, 65536.0F, 1e30F, kNoData);
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer(20, 110);
    wafer.spectra->counts[3] = odd;
    write_wafer_file(folder / "w.h5", wafer);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), wafer));
}

TEST_CASE("a long recipe and long texts are kept") {
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer(20, 110);
    wafer.recipe_toml = std::string(200000, '#');
    wafer.log.push_back({"2024-05-06T07:08:10Z", "op", "note", std::string(3000, 'x')});
    write_wafer_file(folder / "w.h5", wafer);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), wafer));
}

TEST_CASE("the bytes of a file do not depend on the number of threads") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer(1500, 1400);
    write_wafer_file(folder / "one.h5", wafer, {.threads = 1});
    write_wafer_file(folder / "two.h5", wafer, {.threads = 2});
    CHECK(read_bytes(folder / "one.h5") == read_bytes(folder / "two.h5"));
}

TEST_CASE("HDF5's own reading gives the values of a layer") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, "/entry/map/pl_high/data", H5P_DEFAULT);
    std::vector<float> values(wafer.map.grid().cells());
    const herr_t result = H5Dread(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
    H5Fclose(file);
    REQUIRE(result >= 0);
    const auto same = [](float a, float b) {
        return std::bit_cast<unsigned>(a) == std::bit_cast<unsigned>(b);
    };
    CHECK(std::ranges::equal(values, wafer.map.at("pl_high").values, same));
}

TEST_CASE("a layer without data takes no room") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const WaferFileInfo info = read_wafer_info(folder / "w.h5");
    REQUIRE(info.layers.size() == 3);
    CHECK(info.layers[2].name == "empty");
    CHECK(info.layers[2].stored_bytes == 0);
    CHECK(info.layers[2].values == 0);
    CHECK(std::isnan(info.layers[2].min));
}

TEST_CASE("the summary agrees with the content") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);
    const WaferFileInfo info = read_wafer_info(folder / "w.h5");
    CHECK(info.header.map.wafer().id == wafer.map.wafer().id);
    CHECK(info.header.map.layers().empty());
    CHECK(info.header.bin_table == wafer.bin_table);
    CHECK(info.tiles == LedgerCounts{0, 2, 0, 1});
    CHECK(info.findings.at(kClusters) == 2);
    CHECK(info.spectra == 3);
    CHECK(info.spectrum_pixels == 4);
    CHECK(info.el_records == 4);
    CHECK(info.schema_version == kSchemaVersion);
    CHECK(info.file_bytes == static_cast<std::int64_t>(fs::file_size(folder / "w.h5")));
    CHECK(info.layers[0].values == wafer.map.presence().count());
    const auto dies = [](float value) { return !std::isnan(value); };
    std::vector<float> values = wafer.map.at("pl_high").values;
    std::erase_if(values, std::not_fn(dies));
    CHECK(info.layers[0].min == std::ranges::min(values));
    CHECK(info.layers[0].max == std::ranges::max(values));
}

TEST_CASE("a single layer is read alone") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);
    const Layer layer = read_layer(folder / "w.h5", "pl_high_rel");
    CHECK(layer.title == "pl_high relative to healthy neighbours");
    CHECK(layer.values[wafer.map.grid().cell({150, 135})] == sample_value(1, {150, 135}));
    ReadOptions options = ReadOptions::header_only();
    options.layers = {"pl_high"};
    const WaferFile part = read_wafer_file(folder / "w.h5", options);
    CHECK(part.map.layers().size() == 1);
    CHECK(part.bins.empty());
    CHECK(part.ledger.empty());
}

TEST_CASE("the header tells size and range of a dark frame without its pixels") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const WaferFileInfo info = read_wafer_info(folder / "w.h5");
    REQUIRE(info.header.calibration.size() == 3);
    REQUIRE(info.header.calibration[0].image);
    const CalibrationImage& dark = *info.header.calibration[0].image;
    CHECK(dark.pixels.empty());
    CHECK(dark.width_px == 37);
    CHECK(dark.height_px == 21);
    CHECK(dark.min_dn == 100);
    CHECK(dark.max_dn == 20104);
    CHECK_FALSE(info.header.calibration[1].image);
}

TEST_CASE("a layer that a file does not have is named with the nearest one") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const Error error = error_of([&] { static_cast<void>(read_layer(folder / "w.h5", "pl_hihg")); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK_THAT(error.what(), Catch::Contains("did you mean 'pl_high'"));
}

TEST_CASE("an output that exists is refused, and replaced by force") {
    const ScratchFolder folder;
    write_bytes(folder / "w.h5", "precious");
    const Error error = error_of([&] { write_wafer_file(folder / "w.h5", sample_wafer(20, 110)); });
    CHECK(error.kind() == ErrorKind::job);
    CHECK_THAT(error.what(), Catch::Contains("--force"));
    CHECK(read_bytes(folder / "w.h5") == "precious");
    CHECK(files_in(folder.path()) == 1);
    const Error forced =
        error_of([&] { write_wafer_file(folder / "w.h5", sample_wafer(20, 110), {.force = true}); });
    CHECK_THAT(forced.what(), Catch::Contains("is no wafer file, and only these are replaced"));
    CHECK(read_bytes(folder / "w.h5") == "precious");
    write_bytes(folder / "w.h5", kHdf5Signature);
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110), {.force = true});
    CHECK(read_wafer_info(folder / "w.h5").layers.size() == 3);
}

TEST_CASE("a folder that does not exist and an output that is a folder are refused") {
    const ScratchFolder folder;
    CHECK(error_of([&] { check_output(folder / "no/w.h5", false); }).kind() == ErrorKind::job);
    CHECK(error_of([&] { check_output(folder.path(), true); }).kind() == ErrorKind::job);
    CHECK_NOTHROW(check_output(folder / "w.h5", false));
}

TEST_CASE("a full disk at any point leaves the old file and nothing else") {
    const ScratchFolder folder;
    const WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);
    const std::string before = read_bytes(folder / "w.h5");
    const double part = GENERATE(0.0, 0.001, 0.1, 0.5, 0.9, 0.99);
    std::optional<Error> error;
    {
        const FileSizeLimit limit(static_cast<rlim_t>(part * static_cast<double>(before.size())));
        error = error_of([&] { write_wafer_file(folder / "w.h5", wafer, {.force = true}); });
    }
    CHECK(error->kind() == ErrorKind::job);
    CHECK_THAT(error->what(), Catch::Contains("w.h5") && Catch::Contains("Nothing at that path was changed"));
    CHECK(read_bytes(folder / "w.h5") == before);
    CHECK(files_in(folder.path()) == 1);
    CHECK(H5Fget_obj_count(static_cast<hid_t>(H5F_OBJ_ALL), H5F_OBJ_ALL) == 0);
}

TEST_CASE("files that are no wafer files are refused with what they are") {
    const ScratchFolder folder;
    const auto complaint = [&](const std::string& name) {
        const Error error = error_of([&] { static_cast<void>(read_wafer_info(folder / name)); });
        CHECK(error.kind() == ErrorKind::input);
        return std::string(error.what());
    };
    CHECK_THAT(complaint("none.h5"), Catch::Contains("no such file"));
    fs::create_directory(folder / "folder.h5");
    CHECK_THAT(complaint("folder.h5"), Catch::Contains("is not a file"));
    write_bytes(folder / "empty.h5", "");
    CHECK_THAT(complaint("empty.h5"), Catch::Contains("is empty"));
    write_bytes(folder / "text.h5", std::string(5000, 'x'));
    CHECK_THAT(complaint("text.h5"), Catch::Contains("not an HDF5 file"));
    H5Fclose(H5Fcreate((folder / "foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
    CHECK_THAT(complaint("foreign.h5"), Catch::Contains("not a wafer file"));
}

TEST_CASE("a file cut at any length is refused") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const std::string whole = read_bytes(folder / "w.h5");
    for (std::size_t length = 0; length < whole.size(); length += 401) {
        write_bytes(folder / "cut.h5", whole.substr(0, length));
        REQUIRE_THROWS_AS(read_wafer_file(folder / "cut.h5"), Error);
    }
}

TEST_CASE("a newer schema is refused politely") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    set_schema_version(folder / "w.h5", kSchemaVersion + 1);
    const Error error = error_of([&] { static_cast<void>(read_wafer_file(folder / "w.h5")); });
    CHECK(error.kind() == ErrorKind::input);
    CHECK_THAT(error.what(), Catch::Contains("newer") && Catch::Contains("schema version 2"));
}

TEST_CASE("a channel of a kind that only older programs took is one of reflected light") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t dataset = H5Dopen2(file, "/entry/tool/channels/kind", H5P_DEFAULT);
    const hid_t type = H5Dget_type(dataset);
    REQUIRE(H5Tget_size(type) == 2);
    H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, "plUV");
    H5Adelete(dataset, "crc32");  // that of the kinds before
    H5Tclose(type);
    H5Dclose(dataset);
    H5Fclose(file);
    const WaferFile read = read_wafer_file(folder / "w.h5");
    CHECK(read.channels.at(0).kind == ChannelKind::pl);
    CHECK(read.channels.at(1).kind == ChannelKind::reflected);
}

TEST_CASE("a part that is missing is named") {
    const std::string part =
        GENERATE("ledger", "wafer/grid/rows", "log/user", "map/pl_high/data", "tool/camera");
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer(20, 110));
    const hid_t file = H5Fopen((folder / "w.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Ldelete(file, (fs::path("/entry") / part).c_str(), H5P_DEFAULT);
    H5Fclose(file);
    const Error error = error_of([&] { static_cast<void>(read_wafer_file(folder / "w.h5")); });
    CHECK(error.kind() == ErrorKind::input);
    CHECK_THAT(error.what(),
               Catch::Contains(fs::path(part).filename().string()) && Catch::Contains("missing"));
    CHECK_FALSE(verify_wafer_file(folder / "w.h5").empty());
}

TEST_CASE("content that does not fit together is refused before anything is written") {
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer(20, 110);
    SECTION("bins of another size") {
        wafer.bins.pop_back();
    }
    SECTION("a bin without a meaning") {
        wafer.bins[5] = 9;
    }
    SECTION("a bin with two meanings") {
        wafer.bin_table.push_back(wafer.bin_table[0]);
    }
    SECTION("a layer of another size") {
        wafer.map.find("empty")->values.pop_back();
    }
    SECTION("a layer name with a slash") {
        wafer.map.add("a/b", "", "");
    }
    SECTION("a complete file with an open tile") {
        wafer.ledger[0].status = TileStatus::expected;
    }
    SECTION("spectra without a count") {
        wafer.spectra->counts.pop_back();
    }
    SECTION("a column of another length") {
        wafer.el->columns[0].values.pop_back();
    }
    SECTION("two calibrations of a name") {
        wafer.calibration.push_back(wafer.calibration[0]);
    }
    SECTION("an image without its pixels") {
        wafer.calibration[0].image->pixels = Image();
    }
    SECTION("no grid") {
        wafer.map = DieMap();
    }
    CHECK(error_of([&] { write_wafer_file(folder / "w.h5", wafer); }).kind() == ErrorKind::usage);
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("an update replaces its parts and keeps the others") {
    const ScratchFolder folder;
    WaferFile wafer = sample_wafer();
    write_wafer_file(folder / "w.h5", wafer);

    Layer replaced = wafer.map.at("pl_high_rel");
    for (float& value : replaced.values) value *= 2.0F;
    const Layer added{"pl_low", "DN", "weak", std::vector<float>(replaced.values.size(), 7.0F)};
    WaferUpdate update;
    update.layers = {&added, &replaced};
    update.remove_layers = {"empty", "nonexistent"};
    update.bins = std::vector<std::uint8_t>(wafer.bins.size(), 1);
    update.findings = {{.kind = &finding_kind(kClusters), .findings = {}}};
    update.correlation_json = "{}";
    update.log = {{"2024-05-07T00:00:00Z", "eng", "analyse", "new limits"}};
    update_wafer_file(folder / "w.h5", update);

    wafer.map.find("pl_high_rel")->values = replaced.values;
    wafer.map.remove("empty");
    wafer.map.add("pl_low", "DN", "weak").values = added.values;
    wafer.bins = *update.bins;
    wafer.bin_table[0].dies = static_cast<std::int64_t>(wafer.bins.size());
    wafer.bin_table[1].dies = 0;
    wafer.findings.front().findings.clear();
    wafer.correlation_json = "{}";
    wafer.log.push_back(update.log[0]);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), wafer));
    CHECK(verify_wafer_file(folder / "w.h5").empty());
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("an update without content gives the same bytes") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    update_wafer_file(folder / "w.h5", {});
    const std::string once = read_bytes(folder / "w.h5");
    update_wafer_file(folder / "w.h5", {});
    CHECK(read_bytes(folder / "w.h5") == once);
    CHECK(same_content(read_wafer_file(folder / "w.h5"), sample_wafer()));
}

TEST_CASE("an update on a full disk leaves the file as it was") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    const std::string before = read_bytes(folder / "w.h5");
    std::optional<Error> error;
    {
        const FileSizeLimit limit(before.size() / 2);
        error = error_of([&] { update_wafer_file(folder / "w.h5", {}); });
    }
    CHECK(error->kind() == ErrorKind::job);
    CHECK(read_bytes(folder / "w.h5") == before);
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("an output that is a symbolic link is replaced where it leads to") {
    const ScratchFolder folder;
    write_bytes(folder / "real.h5", kHdf5Signature);
    fs::create_symlink("real.h5", folder / "link.h5");
    write_wafer_file(folder / "link.h5", sample_wafer(20, 110), {.force = true});
    CHECK(fs::is_symlink(folder / "link.h5"));
    CHECK(read_wafer_info(folder / "real.h5").layers.size() == 3);
}
