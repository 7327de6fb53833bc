// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/appearance_pass.h"

#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/located_pilots.h"
#include "libinspect/scan/internal/ownership.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace waferglow {
namespace {

using appearance::AppearanceModel;
using appearance::ReflectedTile;
using appearance::TileLook;

constexpr std::size_t kEveryTile = 3;           // is a pilot on small wafers
constexpr std::size_t kFewestPilots = 12;       // where there are so many
constexpr std::size_t kMostPilots = 48;         // no golden die needs more
constexpr std::size_t kPilotBytes = 256 << 20;  // of pictures held at once

std::size_t pilots_of(std::size_t tiles, const CameraInfo& camera) {
    const std::size_t bytes = sizeof(std::uint16_t) * static_cast<std::size_t>(camera.width_px) *
                              static_cast<std::size_t>(camera.height_px);
    const std::size_t held = std::max<std::size_t>(1, kPilotBytes / std::max<std::size_t>(1, bytes));
    const std::size_t wanted = std::clamp(tiles / kEveryTile, kFewestPilots, kMostPilots);
    return std::min({wanted, tiles, std::max(held, std::size_t{4})});
}

/// The dies that lie wholly in the image, in reading order.
std::vector<DieIndex> whole_dies(const TileLattice& lattice, const ScanJob& job,
                                 const DiePresence& presence) {
    const DieRect rect = dies_in_tile(lattice, job.grid, job.camera, 0.0);
    const double half_width = 0.5 * lattice.die_width_px;
    const double half_height = 0.5 * lattice.die_height_px;
    std::vector<DieIndex> dies;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (const ColumnSpan& run : presence.runs(row)) {
            const ColumnSpan here = common(run, {rect.col_begin, rect.col_end});
            for (std::int32_t col = here.begin; col < here.end; ++col) {
                const PixelPoint c = lattice.center({row, col});
                if (c.x - half_width >= 0.0 && c.y - half_height >= 0.0 &&
                    c.x + half_width <= job.camera.width_px - 1.0 &&
                    c.y + half_height <= job.camera.height_px - 1.0)
                    dies.push_back({row, col});
            }
        }
    }
    return dies;
}

AppearanceModel learn(TileSource& source, const DiePresence& presence, const PoseEstimate& estimate,
                      const AppearancePass::Setup& setup) {
    const ScanJob& job = source.job();
    const LocatedPilots located =
        locate_pilots(source, presence, setup.channel, estimate,
                      {.count = pilots_of(tiles_of(job, setup.channel).size(), job.camera),
                       .correction = setup.correction.get(),
                       .keep_going = setup.pilots.keep_going},
                      setup.pilots.stop);
    std::vector<std::vector<DieIndex>> dies;  // which the spans of the tiles look into
    dies.reserve(located.pilots.size());
    std::vector<ReflectedTile> pilots;
    for (const auto& [image, lattice] : located.pilots)
        pilots.push_back({image, lattice, dies.emplace_back(whole_dies(lattice, job, presence))});
    return learn_appearance(
        pilots, {.camera = job.camera, .correction = setup.correction, .settings = setup.settings});
}

/// Leaves the dies of a tile that `mine` says, and their spots.
template <class Mine>
TileLook only(TileLook&& look, const Mine& mine) {
    TileLook kept{.placed = look.placed,
                  .fault = std::move(look.fault),
                  .moved = look.moved,
                  .level_dn = look.level_dn,
                  .dies = {},
                  .spots = {}};
    auto spot = look.spots.begin();
    for (std::size_t i = 0; i < look.dies.size(); ++i) {
        const bool keep = mine(look.dies[i].die);
        for (; spot != look.spots.end() && spot->look == i; ++spot) {
            if (!keep) continue;
            kept.spots.push_back(*spot);
            kept.spots.back().look = kept.dies.size();
        }
        if (keep) kept.dies.push_back(look.dies[i]);
    }
    return kept;
}

}  // namespace

AppearancePass::AppearancePass(TileSource& source, const DiePresence& presence, const PoseEstimate& estimate,
                               Setup setup)
    : job_(source.job()), presence_(presence), model_(learn(source, presence, estimate, setup)) {}

TileLook AppearancePass::inspect(const ImageView& image, const TileLattice& lattice,
                                 appearance::InspectBuffers& buffers) const {
    const std::vector<DieIndex> dies = whole_dies(lattice, job_, presence_);
    if (dies.empty()) {  // beside the dies there is nothing to be placed by, and nothing to be judged
        TileLook nothing;
        nothing.placed = true;
        return nothing;
    }
    return inspect_tile(model_, {image, lattice, dies}, buffers);
}

ChannelAppearance finish_channel(const ScanJob& job, std::size_t channel, const GridPose& pose,
                                 const AppearancePass& pass, std::span<TileLook> looks) {
    const std::vector<std::size_t> tiles = tiles_of(job, channel);
    std::vector<std::size_t> kept;  // positions in `tiles`
    std::vector<StagePoint> kept_middles;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        if (!looks[tiles[i]].placed) continue;
        kept.push_back(i);
        kept_middles.push_back(job.tiles[tiles[i]].position);
    }
    // Of dies whose owner doesn't count the owner among those that do is the one that shows them best; of all
    // others that is the owner anyway.
    const TileOwnership ownership(kept_middles, job.camera);
    const Transform<WaferFrame, StageFrame> to_stage = pose.transform();
    std::vector<TileLook> owned;
    for (std::size_t k = 0; k < kept.size(); ++k) {
        owned.push_back(only(std::move(looks[tiles[kept[k]]]), [&](DieIndex die) {
            return ownership.owns(k, to_stage(job.grid.center(die)));
        }));
    }
    appearance::WaferAppearance wafer = finish_appearance(pass.model(), owned, job.grid);
    ChannelAppearance result{.evidence = evidence_of(pass.model(), wafer), .layers = {}};
    result.evidence.channel = job.channels[channel].name;
    for (appearance::FoundDefect& found : result.evidence.found)
        found.tile = job.tiles[tiles[kept[static_cast<std::size_t>(found.tile)]]].index;
    for (const char* name : kAppearanceMeasured) {
        const auto layer =
            std::ranges::find(wafer.layers, std::string_view(name), &appearance::AppearanceLayer::name);
        if (layer == wafer.layers.end()) continue;
        result.layers.push_back({.name = appearance_layer_name(job.channels, channel, name),
                                 .unit = std::string(layer->unit),
                                 .title = std::string(layer->title),
                                 .values = std::move(layer->values)});
    }
    return result;
}

}  // namespace waferglow
