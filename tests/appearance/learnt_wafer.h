// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated wafer, rendered, learnt and inspected.
#pragma once

#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/appearance/wafer_appearance.h"
#include "tests/appearance/reflected_wafer.h"

#include <cstddef>
#include <vector>

namespace waferglow::test {

struct RenderedWafer {
    ReflectedWafer simulated;
    std::vector<ReflectedWafer::Tile> tiles;

    explicit RenderedWafer(const ReflectedSettings& settings) : simulated(settings) {
        for (int t = 0; t < simulated.tiles(); ++t) tiles.push_back(simulated.tile(t));
    }
    [[nodiscard]] std::vector<appearance::ReflectedTile> views() const {
        std::vector<appearance::ReflectedTile> views;
        for (const auto& tile : tiles) views.push_back({tile.image.view(), tile.told, tile.dies});
        return views;
    }
    [[nodiscard]] appearance::AppearanceSetup setup() const {
        return {.camera = simulated.camera(), .correction = simulated.correction(), .settings = {}};
    }
    [[nodiscard]] appearance::AppearanceModel learn() const { return learn_appearance(views(), setup()); }
};

/// Small tiles, so that tests are quick: about 1,500 dies of 32 x 20 px.
inline ReflectedSettings quick_wafer() {
    ReflectedSettings s = middle_dies();
    s.tile_px = 512;
    s.tiles_x = 3;
    s.tiles_y = 2;
    s.scratches_per_tile = 0.0;
    return s;
}

struct InspectedWafer {
    RenderedWafer rendered;
    appearance::AppearanceModel model;
    std::vector<appearance::TileLook> looks;
    appearance::WaferAppearance result;

    explicit InspectedWafer(const ReflectedSettings& settings) : rendered(settings), model(rendered.learn()) {
        appearance::InspectBuffers buffers;
        for (const appearance::ReflectedTile& view : rendered.views()) {
            looks.push_back(inspect_tile(model, view, buffers));
        }
        result = finish_appearance(model, looks, rendered.simulated.grid());
    }

    [[nodiscard]] const std::string& bin(DieIndex die) const {
        static const std::string kNotJudged = "(not judged)";
        const std::int16_t bin = result.bin[rendered.simulated.grid().cell(die)];
        return bin < 0 ? kNotJudged : result.bin_names[static_cast<std::size_t>(bin)];
    }
    /// Dies without any change, and how many of those are called.
    [[nodiscard]] std::pair<int, int> good_and_called() const {
        int good = 0;
        int called = 0;
        for (const auto& tile : rendered.tiles) {
            for (const DieIndex die : tile.dies) {
                if (tile.defects.contains(die)) continue;
                ++good;
                called += bin(die) != "good" ? 1 : 0;
            }
        }
        return {good, called};
    }
};

}  // namespace waferglow::test
