// SPDX-License-Identifier: GPL-3.0-or-later
// The reflected channel of a simulated recording as the tiles that appearance is learnt from and judged by,
// with the truth of each die beside.
#pragma once

#include "drivers/simulated/physics/presets.h"
#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/appearance/inspect_tile.h"
#include "libinspect/appearance/learn.h"
#include "libinspect/base/parallel.h"
#include "libinspect/intensity/correction.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace waferglow::test {

/// Settings of a preset with nothing but its reflected channel.
inline simulated::RecordingSettings only_reflected(simulated::RecordingSettings s) {
    std::erase_if(s.channels, [](const simulated::ChannelSettings& c) {
        return !can(c.channel, &ChannelKindInfo::appearance);
    });
    return s;
}

/// The same without any damage.
inline simulated::RecordingSettings without_damage(simulated::RecordingSettings s) {
    s.face.share_factor = 0.0;
    s.face.scratches_per_thousand = 0.0;
    s.population.shares = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    s.population.patterns.scratches = s.population.patterns.clusters = 0;
    return s;
}

class FaceWafer {
  public:
    explicit FaceWafer(const simulated::RecordingSettings& settings) : recording_(only_reflected(settings)) {
        const simulated::RecordingSettings& s = recording_.settings();
        const std::span<const simulated::PlannedTile> plan = recording_.tiles();
        images_.resize(plan.size());
        lattices_.resize(plan.size());
        dies_.resize(plan.size());
        parallel_blocks(plan.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t) {
                images_[t] = recording_.make_tile(t);
                lattices_[t] = lattice_in_tile(s.grid, s.scan.pose, s.camera, plan[t].reported);
            }
        });
        share_out();
        const std::optional<Image> dark = recording_.dark_frame(0);
        const std::optional<Image> flat = recording_.flat_frame(0);
        correction_ =
            std::make_shared<const PixelCorrection>(make_correction(s.camera, &dark.value(), &flat.value()));
    }

    [[nodiscard]] const simulated::SimulatedRecording& recording() const { return recording_; }
    [[nodiscard]] const DieGrid& grid() const { return recording_.settings().grid; }
    [[nodiscard]] std::span<const std::vector<DieIndex>> dies() const { return dies_; }
    [[nodiscard]] std::vector<appearance::ReflectedTile> views() const {
        std::vector<appearance::ReflectedTile> views;
        for (std::size_t t = 0; t < images_.size(); ++t)
            views.push_back({images_[t].view(), lattices_[t], dies_[t]});
        return views;
    }
    [[nodiscard]] appearance::AppearanceSetup setup() const {
        return {.camera = recording_.settings().camera, .correction = correction_, .settings = {}};
    }

  private:
    /// Each die to the tile in which it lies nearest to the middle.
    void share_out() {
        const simulated::RecordingSettings& s = recording_.settings();
        std::map<DieIndex, std::pair<double, std::size_t>> owners;
        const PixelPoint middle{0.5 * (s.camera.width_px - 1), 0.5 * (s.camera.height_px - 1)};
        for (std::size_t t = 0; t < lattices_.size(); ++t) {
            const DieRect rect = dies_in_tile(lattices_[t], s.grid, s.camera, 0.0);
            for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
                for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
                    const DieIndex die{row, col};
                    if (!recording_.presence().exists(die)) continue;
                    const PixelPoint c = lattices_[t].center(die);
                    const double far =
                        std::max(std::abs(c.x - middle.x) / middle.x, std::abs(c.y - middle.y) / middle.y);
                    const auto [at, added] = owners.try_emplace(die, far, t);
                    if (!added && far < at->second.first) at->second = {far, t};
                }
            }
        }
        for (const auto& [die, owner] : owners) dies_[owner.second].push_back(die);
    }

    simulated::SimulatedRecording recording_;
    std::vector<Image> images_;
    std::vector<TileLattice> lattices_;
    std::vector<std::vector<DieIndex>> dies_;
    std::shared_ptr<const PixelCorrection> correction_;
};

}  // namespace waferglow::test
