// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/channel_pass.h"

#include "libinspect/base/error.h"
#include "libinspect/map/die_map.h"
#include "libinspect/map/measures.h"
#include "libinspect/scan/internal/appearance_pass.h"
#include "libinspect/scan/internal/channel_tiles.h"
#include "libinspect/scan/internal/clip_check.h"
#include "libinspect/scan/internal/dark_check.h"
#include "libinspect/scan/internal/located_pilots.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Tiles to choose windows from: enough for a mean die image, few enough not to be felt.
constexpr std::size_t kWindowPilots = 4;

}  // namespace

ChannelPass::ChannelPass(TileSource& source, const DiePresence& presence, const PixelCorrection& correction,
                         std::size_t channel, const PoseEstimate& estimate, const PilotOptions& options,
                         const AppearancePass* appearance)
    : source_(source),
      job_(source.job()),
      presence_(presence),
      correction_(correction),
      appearance_(appearance),
      pose_(estimate.pose),
      tiles_(tiles_of(job_, channel)),
      ownership_(positions_of(job_, tiles_), job_.camera) {
    for (std::size_t i = 0; i < tiles_.size(); ++i) number_in_pass_[tiles_[i]] = i;
    LocatedPilots located = locate_pilots(
        source_, presence, channel, estimate,
        {.count = kWindowPilots, .correction = &correction_, .keep_going = options.keep_going}, options.stop);
    locator_ = std::move(located.locator);
    const RegistrationSetup setup = registration_setup(job_, presence, channel);
    if (can(job_.channels[channel], &ChannelKindInfo::glows))
        check_clipping(located.pilots, setup, job_.camera.saturation_dn, job_.channels[channel].name);
    const Image* dark = job_.dark_of(channel);
    if (dark != nullptr && can(job_.channels[channel], &ChannelKindInfo::gives_dark_level))
        check_dark_level(dark->view(), located.pilots, setup, job_.channels[channel].name);
    std::vector<PilotDies> pilots;
    for (const auto& [image, lattice] : located.pilots)
        pilots.push_back({image, lattice, dies_in_tile(lattice, job_.grid, job_.camera, 0.0), &presence_});
    if (can(job_.channels[channel], &ChannelKindInfo::sets_pose)) {
        outline_.emplace(job_.grid, job_.wafer, correction_, pilots);
        blur_.emplace(lattice_in_tile(job_.grid, pose_, job_.camera, {}), correction_);
    }
    prepare_measures({.channel = job_.channels[channel],
                      .camera = job_.camera,
                      .correction = correction_,
                      .tiles = pilots});
}

void ChannelPass::prepare_measures(const ChannelPilots& pilots) {
    for (std::size_t i = 0; i < measures().size(); ++i) {
        const Measure& measure = measures()[i];
        if (!measure.applies(pilots.channel)) continue;
        measures_.push_back({.number = i,
                             .first_plane = planes_,
                             .planes = measure.planes.size(),
                             .measure = measure.prepare(pilots)});
        planes_ += measure.planes.size();
    }
    if (measures_.empty())
        throw Error(ErrorKind::input,
                    fmt::format("channel '{}': nothing is measured in channels of the kind '{}'",
                                pilots.channel.name, name_of(pilots.channel.kind)));
}

const TileRecord& ChannelPass::measure(std::size_t tile, const TileRegistration* hint,
                                       TileWorkspace& workspace) const {
    Image& image = source_.load(tile, workspace.image);
    TileRecord& record = workspace.record;
    record.remark = source_.remark(tile);
    record.look = look_at_frame(image.view(), correction_.saturation_dn());
    correction_.patch(image);
    record.tile = static_cast<std::uint32_t>(tile);
    if (workspace.locator == nullptr) workspace.locator = locator_->make_scratch();
    record.registration = locator_->locate(image.view(), job_.tiles[tile].position, hint, *workspace.locator);
    const TileLattice lattice = lattice_of(job_, pose_, tile, record.registration);
    record.outline = outline_ ? outline_->sample(image.view(), lattice) : OutlineLight{};
    record.rect = dies_in_tile(lattice, job_.grid, job_.camera, 0.0);
    measure_dies({.image = image.view(),
                  .lattice = lattice,
                  .rect = record.rect,
                  .correction = correction_,
                  .presence = presence_},
                 workspace);
    record.blur = blur_
                      ? blur_->sample({image.view(), lattice, record.rect, &presence_}, record.values.front())
                      : TileBlur{};
    keep_owned(tile, record);
    record.appearance.reset();
    if (appearance_ != nullptr)
        record.appearance = appearance_->inspect(image.view(), lattice, workspace.appearance);
    return record;
}

void ChannelPass::measure_dies(const LocatedTile& tile, TileWorkspace& workspace) const {
    workspace.measures.resize(measures().size());
    workspace.record.values.resize(planes_);
    for (const PreparedMeasure& prepared : measures_) {
        std::unique_ptr<TileMeasure::Workspace>& own = workspace.measures[prepared.number];
        if (own == nullptr) own = prepared.measure->make_workspace();
        prepared.measure->measure(
            tile, *own, std::span(workspace.record.values).subspan(prepared.first_plane, prepared.planes));
    }
}

/// A die is shown whole where the first plane has a value.
void ChannelPass::keep_owned(std::size_t tile, TileRecord& record) const {
    record.spares.reset(record.values.size());
    const std::vector<float>& first_plane = record.values.front();
    const std::size_t number = number_in_pass_.at(tile);
    const Transform<WaferFrame, StageFrame> to_stage = pose_.transform();
    const DieRect& rect = record.rect;
    std::size_t first = 0;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        const ColumnSpan seen{rect.col_begin, rect.col_end};
        const ColumnSpan alone = columns_alone(number, row, seen);
        const auto clear_unless = [&](std::int32_t begin, std::int32_t end, bool exist, const auto& owned) {
            std::size_t i = first + static_cast<std::size_t>(begin - rect.col_begin);
            for (std::int32_t col = begin; col < end; ++col, ++i) {
                const bool whole = first_plane[i] == first_plane[i];  // not NaN
                if (whole && owned(col)) continue;
                if (whole && exist) record.spares.add({row, col}, record.values, i);
                for (std::vector<float>& plane : record.values) plane[i] = kNoData;
            }
        };
        const auto nobodys = [](std::int32_t) { return false; };
        const auto own = [](std::int32_t) { return true; };
        const auto shared = [&](std::int32_t col) {
            return ownership_.owns(number, to_stage(job_.grid.center({row, col})));
        };
        std::int32_t done = seen.begin;
        for (const ColumnSpan& run : presence_.runs(row)) {
            const ColumnSpan here = common(run, seen);
            if (here.size() == 0) continue;
            const std::int32_t begin = std::clamp(alone.begin, here.begin, here.end);
            const std::int32_t end = std::clamp(alone.end, begin, here.end);
            clear_unless(done, here.begin, false, nobodys);
            clear_unless(here.begin, begin, true, shared);
            clear_unless(begin, end, true, own);
            clear_unless(end, here.end, true, shared);
            done = here.end;
        }
        clear_unless(done, seen.end, false, nobodys);
        first += static_cast<std::size_t>(rect.cols());
    }
}

/// Those of `columns` that no other tile sees; none where they don't lie on one line.
ColumnSpan ChannelPass::columns_alone(std::size_t number, std::int32_t row, ColumnSpan columns) const {
    if (job_.grid.steps.stagger_y_um != 0.0) return {columns.begin, columns.begin};
    const Transform<WaferFrame, StageFrame> to_stage = pose_.transform();
    const auto alone = [&](std::int32_t col) {
        return ownership_.alone(number, to_stage(job_.grid.center({row, col})));
    };
    while (columns.begin < columns.end && !alone(columns.begin)) ++columns.begin;
    while (columns.begin < columns.end && !alone(columns.end - 1)) --columns.end;
    return columns;
}

}  // namespace waferglow
