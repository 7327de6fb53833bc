// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/channel_layers.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/frame_check.h"
#include "libinspect/scan/internal/ownership.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace waferglow {
namespace {

/// One channel whose refused and unread tiles give way to those beside them.
class ChannelRefill {
  public:
    ChannelRefill(const ScanJob& job, std::size_t channel, std::span<const FrameVerdict> verdicts,
                  std::span<const TileEvidence> evidence, const GridPose& pose, DieMap& map)
        : tiles_(tiles_of(job, channel)),
          middles_(positions_of(job, tiles_)),
          evidence_(evidence),
          grid_(map.grid()),
          to_stage_(pose.transform()) {
        for (const std::string& name : measured_layers(job.channels[channel]))
            layers_.push_back(&map.find(name)->values);
        if (Layer* tile = map.find(tile_layer_name(job.channels[channel]))) tile_layer_ = &tile->values;
        for (const std::size_t tile : tiles_)
            out_.push_back(!evidence[tile].written || verdicts[tile].refused());
        camera_ = &job.camera;
    }

    void run() {
        if (std::ranges::none_of(out_, [](bool out) { return out; })) return;
        const TileOwnership full(middles_, *camera_);
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (out_[i] && evidence_[tiles_[i]].written) clear_owned(i, full);
        }
        std::vector<StagePoint> kept_middles;
        std::vector<std::size_t> kept;
        for (std::size_t i = 0; i < tiles_.size(); ++i) {
            if (out_[i]) continue;
            kept.push_back(i);
            kept_middles.push_back(middles_[i]);
        }
        const TileOwnership rest(kept_middles, *camera_);
        for (std::size_t k = 0; k < kept.size(); ++k) take_spares(kept[k], k, full, rest);
    }

  private:
    void clear_owned(std::size_t number, const TileOwnership& full) {
        const DieRect& rect = evidence_[tiles_[number]].rect;
        for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
            for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
                if (!full.owns(number, to_stage_(grid_.center({row, col})))) continue;
                for (std::vector<float>* layer : layers_) (*layer)[grid_.cell({row, col})] = kNoData;
                if (tile_layer_ != nullptr) (*tile_layer_)[grid_.cell({row, col})] = kNoData;
            }
        }
    }

    /// The spare dies of a tile that lost their owner, where of all tiles left it shows them best.
    void take_spares(std::size_t number, std::size_t number_of_rest, const TileOwnership& full,
                     const TileOwnership& rest) {
        const std::span<const std::uint32_t> neighbours = full.neighbours(number);
        if (std::ranges::none_of(neighbours, [this](std::uint32_t other) { return out_[other]; })) return;
        for (const SpareDie& spare : evidence_[tiles_[number]].spares) {
            const StagePoint at = to_stage_(grid_.center(spare.die));
            const bool lost = std::ranges::any_of(
                neighbours, [&](std::uint32_t other) { return out_[other] && full.owns(other, at); });
            if (!lost || !rest.owns(number_of_rest, at)) continue;
            for (std::size_t plane = 0; plane < layers_.size(); ++plane)
                (*layers_[plane])[grid_.cell(spare.die)] = spare.values[plane];
            if (tile_layer_ != nullptr)
                (*tile_layer_)[grid_.cell(spare.die)] = static_cast<float>(tiles_[number]);
        }
    }

    std::vector<std::size_t> tiles_;
    std::vector<StagePoint> middles_;
    std::span<const TileEvidence> evidence_;
    const DieGrid& grid_;
    Transform<WaferFrame, StageFrame> to_stage_;
    const CameraInfo* camera_ = nullptr;
    std::vector<std::vector<float>*> layers_;   // one a plane
    std::vector<float>* tile_layer_ = nullptr;  // where it is kept which tile a die is read from
    std::vector<bool> out_;
};

}  // namespace

void leave_out_refused(const ScanJob& job, std::span<const FrameVerdict> verdicts,
                       std::span<const TileEvidence> evidence, const GridPose& pose, DieMap& map) {
    for (std::size_t channel = 0; channel < job.channels.size(); ++channel)
        ChannelRefill(job, channel, verdicts, evidence, pose, map).run();
}

}  // namespace waferglow
