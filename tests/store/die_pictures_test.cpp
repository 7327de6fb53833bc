// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of dies and classes given by hand, in the file and through its replacement.
#include "libinspect/base/error.h"
#include "libinspect/store/picture_reader.h"
#include "libinspect/store/verify.h"
#include "libinspect/store/wafer_file.h"
#include "sample_wafer.h"

#include <catch2/catch.hpp>

using namespace waferglow;
using namespace waferglow::test;

namespace {

/// 1,500 pictures of 20 x 11 pixels, so that they lie in several chunks.
appearance::DiePictures many_pictures() {
    appearance::DiePictures pictures;
    pictures.width = 20;
    pictures.height = 11;
    pictures.pixel_um = 2.5;
    for (std::int32_t i = 0; i < 1500; ++i) {
        pictures.row.push_back(i / 200);
        pictures.col.push_back(i % 200);
        pictures.sigma.push_back(static_cast<float>(1500 - i));
    }
    for (const char* name : {"top", "pl_high"}) {
        appearance::ChannelPictures& channel = pictures.channels.emplace_back();
        channel.channel = name;
        channel.level_dn = 900.5;
        for (std::size_t i = 0; i < 1500; ++i) {
            for (std::size_t p = 0; p < pictures.pixels_each(); ++p)
                channel.pixels.push_back(static_cast<std::uint16_t>((i * 31 + p * 7) % 65000));
            channel.center_x_px.push_back(9.5F + static_cast<float>(i % 4) * 0.25F);
            channel.center_y_px.push_back(5.0F);
            channel.tile.push_back(static_cast<std::int32_t>(i % 17));
        }
    }
    return pictures;
}

WaferFile wafer_with_pictures() {
    WaferFile file = sample_wafer();
    file.channels.push_back({"top", ChannelKind::reflected, 0.0, 2.0});
    appearance::AppearanceEvidence evidence;
    evidence.channel = "top";
    evidence.golden = {.width = 2,
                       .height = 2,
                       .step_um = 0.5,
                       .light = {1, 1, 1, 1},
                       .spread = {1, 1, 1, 1},
                       .region = {0, 1, 2, 3},
                       .part = {0, 0, 0, 0}};
    file.appearance = {evidence};
    file.pictures = many_pictures();
    return file;
}

}  // namespace

TEST_CASE("pictures are read back as they were written", "[store][pictures]") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", wafer_with_pictures());
    const auto read = read_die_pictures(folder / "w.h5");
    const appearance::DiePictures written = many_pictures();
    REQUIRE(read.has_value());
    CHECK(read->width == written.width);
    CHECK(read->height == written.height);
    CHECK(read->pixel_um == written.pixel_um);
    CHECK(read->row == written.row);
    CHECK(read->col == written.col);
    CHECK(read->sigma == written.sigma);
    REQUIRE(read->channels.size() == 2);
    for (std::size_t c = 0; c < 2; ++c) {
        CHECK(read->channels[c].channel == written.channels[c].channel);
        CHECK(read->channels[c].level_dn == written.channels[c].level_dn);
        CHECK(read->channels[c].pixels == written.channels[c].pixels);
        CHECK(read->channels[c].center_x_px == written.channels[c].center_x_px);
        CHECK(read->channels[c].tile == written.channels[c].tile);
    }
    CHECK(read_wafer_file(folder / "w.h5").appearance.size() == 1);  // pictures are no channel
}

TEST_CASE("a file with pictures is sound, and one bad byte in them is found", "[store][pictures]") {
    const ScratchFolder folder;
    WaferFile file = wafer_with_pictures();
    const auto mark = static_cast<std::uint16_t>(0xBEEF);
    for (std::uint16_t& pixel : file.pictures->channels[0].pixels) pixel = mark;
    write_wafer_file(folder / "w.h5", file, {.level = 0});
    CHECK(verify_wafer_file(folder / "w.h5").empty());
    std::string bytes = read_bytes(folder / "w.h5");
    const std::size_t at =
        bytes.find(std::string(64, static_cast<char>(0xBE)));  // shuffled: high bytes together
    REQUIRE(at != std::string::npos);
    bytes[at + 10] = static_cast<char>(0xBF);
    write_bytes(folder / "w.h5", bytes);
    CHECK_FALSE(verify_wafer_file(folder / "w.h5").empty());
    CHECK_THROWS_AS(read_die_pictures(folder / "w.h5"), Error);
}

TEST_CASE("replacing a file keeps pictures and classes by hand, or replaces the latter",
          "[store][pictures]") {
    const ScratchFolder folder;
    WaferFile file = wafer_with_pictures();
    const appearance::ClassByHand first{3, "particle", "chipped", "ann", "2026-01-01T00:00:00Z"};
    const appearance::ClassByHand second{5, "residue", "anomaly", "bob", "2026-01-02T00:00:00Z"};
    file.appearance.front().by_hand = {first};
    write_wafer_file(folder / "w.h5", file);
    const auto by_hand = [&] { return read_wafer_file(folder / "w.h5").appearance.front().by_hand; };
    CHECK(by_hand() == std::vector{first});
    WaferUpdate recipe_alone;
    recipe_alone.recipe_toml = "# other";
    static_cast<void>(update_wafer_file(folder / "w.h5", recipe_alone));
    CHECK(by_hand() == std::vector{first});
    CHECK(read_die_pictures(folder / "w.h5")->channels[1].pixels == many_pictures().channels[1].pixels);

    WaferUpdate update;
    update.by_hand.emplace();
    (*update.by_hand)["top"] = {first, second};
    static_cast<void>(update_wafer_file(folder / "w.h5", update));
    CHECK(by_hand() == std::vector{first, second});
    (*update.by_hand)["top"] = {};
    static_cast<void>(update_wafer_file(folder / "w.h5", update));
    CHECK(by_hand().empty());
    CHECK(verify_wafer_file(folder / "w.h5").empty());
}

TEST_CASE("a file without pictures has none", "[store][pictures]") {
    const ScratchFolder folder;
    write_wafer_file(folder / "w.h5", sample_wafer());
    CHECK_FALSE(read_die_pictures(folder / "w.h5").has_value());
}
