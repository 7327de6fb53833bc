// SPDX-License-Identifier: GPL-3.0-or-later
// What others put into a wafer file stays in it, is named where it is passed over, and is not called damage.
#include "foreign_content.h"

#include "libinspect/base/error.h"
#include "libinspect/store/die_reader.h"
#include "libinspect/store/verify.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr int kRows = 20;
constexpr int kCols = 110;

std::filesystem::path sample_file(const ScratchFolder& folder) {
    write_wafer_file(folder / "w.h5", sample_wafer(kRows, kCols));
    return folder / "w.h5";
}

/// Why a path of the file was passed over; empty: it was not.
std::string why(const std::vector<PassedOver>& parts, const std::string& where) {
    const auto found = std::ranges::find(parts, where, &PassedOver::where);
    return found == parts.end() ? "" : found->why;
}

bool is_damaged(const std::filesystem::path& path) {
    const auto findings = verify_wafer_file(path);
    for (const VerifyFinding& finding : findings) {
        if (finding.severity == VerifyFinding::Severity::damage) UNSCOPED_INFO(finding.where << finding.what);
    }
    return std::ranges::any_of(
        findings, [](const VerifyFinding& f) { return f.severity == VerifyFinding::Severity::damage; });
}

std::string warning_of(const std::filesystem::path& path, const std::string& where) {
    for (const VerifyFinding& finding : verify_wafer_file(path)) {
        if (finding.where == where && finding.severity == VerifyFinding::Severity::warning)
            return finding.what;
    }
    return "";
}

/// An update such as analyse makes: a layer replaced, a layer removed, other bins.
void judge_anew(const std::filesystem::path& path) {
    const WaferFile wafer = sample_wafer(kRows, kCols);
    WaferUpdate update;
    update.layers = {wafer.map.find("pl_high_rel")};
    update.remove_layers = {"empty"};
    update.bins = std::vector<std::uint8_t>(wafer.bins.size(), 1);
    static_cast<void>(update_wafer_file(path, update));
}

}  // namespace

TEST_CASE("groups, datasets, attributes and links of others outlive an update, and another") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    {
        const ForeignEditor edit(path);
        edit.group("/lab");
        edit.group("/entry/notes");
        edit.group("/entry/notes/deep");
        edit.matrix("/entry/notes/deep/profile", 3, 4);
        edit.compound("/entry/notes/fit");
        edit.matrix("/entry/bins/mine", 2, 2);
        edit.note("/", "owner", "line 3");
        edit.note("/entry", "comment", "looks good");
        edit.note("/entry/map/pl_high/data", "seen_by", "QA \u00fc");
        edit.note("/entry/map/pl_high_rel/data", "seen_by", "the engineer");
        edit.note("/entry/notes/deep/profile", "unit", "um");
        edit.soft("/entry/favourite", "/entry/map/pl_high");
        edit.soft("/entry/lost", "/entry/nowhere");
        edit.external("/lab/other", "other.h5", "/entry");
        edit.hard("/lab/raw", "/entry/map/pl_high/data");
        edit.hard("/lab/judged", "/entry/map/pl_high_rel");
        edit.hard("/lab/profile", "/entry/notes/deep/profile");
        edit.hard("/entry/notes/deep/up", "/entry/notes");
    }
    for (int round = 0; round < 2; ++round) {
        judge_anew(path);
        const ForeignEditor after(path, false);
        CHECK(after.has("/entry/notes/deep/profile"));
        CHECK(after.has("/entry/notes/fit"));
        CHECK(after.has("/entry/bins/mine"));
        CHECK(after.note("/", "owner") == "line 3");
        CHECK(after.note("/entry", "comment") == "looks good");
        CHECK(after.note("/entry/map/pl_high/data", "seen_by") == "QA \u00fc");
        CHECK(after.note("/entry/map/pl_high_rel/data", "seen_by") == "the engineer");
        CHECK(after.note("/entry/notes/deep/profile", "unit") == "um");
        CHECK(after.link("/entry/favourite") == "soft: /entry/map/pl_high");
        CHECK(after.link("/entry/lost") == "soft: /entry/nowhere");
        CHECK(after.link("/lab/other") == "external: other.h5 /entry");
        CHECK(after.address("/lab/raw") == after.address("/entry/map/pl_high/data"));
        CHECK(after.address("/lab/judged") == after.address("/entry/map/pl_high_rel"));
        CHECK(after.address("/lab/profile") == after.address("/entry/notes/deep/profile"));
        CHECK(after.address("/entry/notes/deep/up") == after.address("/entry/notes"));
        CHECK_FALSE(after.has("/entry/map/empty"));
    }
    CHECK_FALSE(is_damaged(path));
    CHECK(read_wafer_file(path).map.layers().size() == 2);
}

TEST_CASE("what told of older values does not outlive them") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    WaferFile wafer = sample_wafer(kRows, kCols);
    Layer& layer = *wafer.map.find("pl_high_rel");
    std::ranges::fill(layer.values, kNoData);
    WaferUpdate update;
    update.layers = {&layer};
    DieTable el;
    el.row = {1, 2};
    el.col = {3, 4};
    el.columns = {{"other", "", "", {1.0F, 2.0F}}};
    update.el = el;
    static_cast<void>(update_wafer_file(path, update));
    const ForeignEditor after(path, false);
    CHECK_FALSE(after.has_attribute("/entry/map/pl_high_rel/data", "min"));
    const WaferFile read = read_wafer_file(path);
    REQUIRE(read.el->columns.size() == 1);
    CHECK(read.el->columns[0].name == "other");
    CHECK_FALSE(is_damaged(path));
}

TEST_CASE("a layer packed with a filter that is not there is named, passed over and kept as it is") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    std::vector<std::byte> packed;
    {
        const OwnFilter filter;
        const ForeignEditor edit(path);
        edit.group("/entry/map/turned");
        edit.packed_matrix("/entry/map/turned/data", kRows, kCols);
        edit.group("/entry/lab");
        edit.packed_matrix("/entry/lab/turned", 3, 3);
        packed = edit.packed_bytes("/entry/map/turned/data");
    }
    const std::string where = "/entry/map/turned";
    const WaferFile file = read_wafer_file(path);
    CHECK(file.map.layers().size() == 3);
    CHECK_THAT(why(file.passed_over, where), Contains("'turned' (number 511)") && Contains("h5repack"));
    CHECK_THAT(why(read_wafer_info(path).header.passed_over, where), Contains("511"));
    CHECK(read_die_values(path, {3, 50}).size() == 3);
    try {
        static_cast<void>(read_layer(path, "turned"));
        FAIL("read");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::input);
        CHECK_THAT(error.what(), Contains("turned") && Contains("not installed"));
    }
    CHECK_FALSE(is_damaged(path));
    CHECK_THAT(warning_of(path, where + "/data"), Contains("is not checked") && Contains("511"));
    judge_anew(path);
    CHECK(ForeignEditor(path, false).packed_bytes("/entry/map/turned/data") == packed);
    CHECK(ForeignEditor(path, false).has("/entry/lab/turned"));
}

TEST_CASE("what is no layer under /entry/map stops nobody") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    {
        const ForeignEditor edit(path);
        edit.matrix("/entry/map/loose", 5, 5);
        edit.soft("/entry/map/dangling", "/entry/map/gone");
        edit.external("/entry/map/away", "gone.h5", "/entry");
        edit.soft("/entry/map/favourite", "/entry/map/pl_high");
        edit.hard("/entry/map/alias", "/entry/map/pl_high");
        edit.group("/entry/map/empty_group");
        edit.group("/entry/map/small");
        edit.matrix("/entry/map/small/data", 2, 2);
        edit.group("/entry/map/odd");
        edit.compound("/entry/map/odd/data");
        edit.group("/entry/map/mine");
        edit.matrix("/entry/map/mine/data", kRows, kCols);
        edit.matrix("/entry/map/mine/x", 1, 3);
        edit.matrix("/entry/map/mine/extra", 1, 3);
        edit.matrix("/entry/map/mine/title", 2, 2);
    }
    const WaferFile file = read_wafer_file(path);
    CHECK(file.map.layers().size() == 4);
    CHECK(file.map.at("mine").values[5] == 5.0F);
    const auto reason = [&](const std::string& name) { return why(file.passed_over, "/entry/map/" + name); };
    CHECK_THAT(reason("loose"), Contains("no layer"));
    CHECK_THAT(reason("dangling"), Contains("/entry/map/gone") && Contains("not there"));
    CHECK_THAT(reason("away"), Contains("gone.h5") && Contains("not there"));
    CHECK_THAT(reason("favourite"), Contains("link to /entry/map/pl_high"));
    CHECK_THAT(reason("alias"), Contains("'pl_high' under another name"));
    CHECK_THAT(reason("empty_group"), Contains("without a dataset"));
    CHECK_THAT(reason("small"), Contains("2 x 2 values"));
    CHECK_THAT(reason("odd"), Contains("not understood"));
    CHECK(file.passed_over.size() == 8);
    CHECK_FALSE(is_damaged(path));
    CHECK_THAT(warning_of(path, "/entry/map/dangling"), Contains("not there"));
    judge_anew(path);
    const ForeignEditor after(path, false);
    for (const char* name : {"loose", "dangling", "away", "favourite", "empty_group", "small", "odd"})
        CHECK(after.has(std::string("/entry/map/") + name));
    CHECK(after.address("/entry/map/alias") == after.address("/entry/map/pl_high"));
    CHECK(read_layer(path, "mine").values[5] == 5.0F);
    CHECK(after.has("/entry/map/mine/extra"));
    CHECK(after.address("/entry/map/mine/x") != after.address("/entry/wafer/x"));
}

TEST_CASE("calibrations and columns of others stop nobody either") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    const WaferFile wafer = sample_wafer(kRows, kCols);
    {
        const ForeignEditor edit(path);
        edit.group("/entry/calibration/mine");
        edit.soft("/entry/calibration/lost", "/nowhere");
        edit.matrix("/entry/spectra/columns/picture", 2, 2);
        edit.soft("/entry/el/columns/lost", "/nowhere");
        edit.group("/entry/el/columns/group");
    }
    const WaferFile file = read_wafer_file(path);
    CHECK(file.calibration == wafer.calibration);
    CHECK(file.spectra->dies.columns.size() == wafer.spectra->dies.columns.size());
    CHECK(file.el->columns.size() == wafer.el->columns.size());
    CHECK(file.passed_over.size() == 5);
    CHECK_FALSE(is_damaged(path));
    judge_anew(path);
    CHECK(read_wafer_file(path).passed_over.size() == 5);
}

TEST_CASE("a layer of ours that lost its data is damage, not somebody else's group") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    {
        const ForeignEditor edit(path);
        REQUIRE(H5Ldelete(edit.file(), "/entry/map/pl_high/data", H5P_DEFAULT) >= 0);
    }
    CHECK(is_damaged(path));
    CHECK_THROWS_AS(read_wafer_file(path), Error);
}

TEST_CASE("references can't follow and are told") {
    const ScratchFolder folder;
    const std::filesystem::path path = sample_file(folder);
    {
        const ForeignEditor edit(path);
        edit.references("/entry/pointer", "/entry/map/pl_high");
    }
    const std::vector<PassedOver> left = update_wafer_file(path, {});
    CHECK_THAT(why(left, "/entry/pointer"), Contains("references"));
    CHECK(ForeignEditor(path, false).has("/entry/pointer"));
}
