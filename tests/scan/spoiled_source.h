// SPDX-License-Identifier: GPL-3.0-or-later
// A source of tiles of which some are spoilt, in the ways in which frames are on real tools.
#pragma once

#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace waferglow {

enum class Spoil {
    overexposed,    ///< every pixel at full scale
    five_times,     ///< five times the light, clipped
    half_exposure,  ///< half the light
    no_light,       ///< the dark level and read noise
    constant,       ///< one value throughout
    noise,          ///< random values up to half of full scale
    foreign,        ///< a wafer of another pitch
    foreign_alike,  ///< a wafer of the same pitch and pose
    torn,           ///< the lower half is that of the channel's next tile
    torn_shifted,   ///< the lower half is moved right by a third of a field
    shifted_x,      ///< the image lies one die to the right
    shifted_y,      ///< the image lies one die further down
    no_signal,      ///< the lower half is zero
    blurred,        ///< out of focus: another 3 px, 1 sigma
    mirrored,       ///< left is right
    torn_exposure,  ///< the lower half has half the light
    missing,        ///< can't be read
};

inline constexpr Spoil kSpoils[] = {
    Spoil::overexposed,   Spoil::five_times, Spoil::half_exposure, Spoil::no_light, Spoil::constant,
    Spoil::noise,         Spoil::foreign,    Spoil::foreign_alike, Spoil::torn,     Spoil::torn_shifted,
    Spoil::shifted_x,     Spoil::shifted_y,  Spoil::no_signal,     Spoil::blurred,  Spoil::mirrored,
    Spoil::torn_exposure, Spoil::missing};

[[nodiscard]] const char* name_of(Spoil spoil);

/// Hands out the tiles of `inner`, spoilt where asked. Both must outlive it; `foreign` and `alike` have tiles
/// of the same size.
class SpoiledSource : public TileSource {
  public:
    SpoiledSource(TileSource& inner, TileSource* foreign, TileSource* alike,
                  std::map<std::size_t, Spoil> spoilt);

    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] ScanJob& job_to_change() { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override;
    /// No die within `radius_um` of `middle` glows, in any tile: a defect of the wafer, not of a frame.
    void kill_dies(StagePoint middle, double radius_um) {
        dead_middle_ = middle;
        dead_radius_um_ = radius_um;
    }
    /// The image of tile `from` in the place of each tile, as positions that are not true have it.
    void show(std::vector<std::size_t> from) { shown_ = std::move(from); }

  private:
    void take(TileSource& source, std::size_t tile, Image& image);
    void darken_dead(std::size_t tile, Image& image) const;
    void spoil(Spoil how, std::size_t tile, Image& image);

    TileSource& inner_;
    TileSource* foreign_;
    TileSource* alike_;
    std::map<std::size_t, Spoil> spoilt_;
    std::vector<std::size_t> shown_;
    StagePoint dead_middle_;
    double dead_radius_um_ = 0.0;
    ScanJob job_;
};

/// Cells of the grid whose dies one of `tiles` may show, by the positions reported, a die around.
[[nodiscard]] std::set<std::size_t> cells_shown(const ScanJob& job,
                                                const std::map<std::size_t, Spoil>& tiles);

}  // namespace waferglow
