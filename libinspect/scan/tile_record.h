// SPDX-License-Identifier: GPL-3.0-or-later
// What one finished tile leaves behind: how its image looked, where it lay, and the numbers of its dies. One
// journal record each.
#pragma once

#include "libinspect/appearance/tile_look.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/frame_look.h"
#include "libinspect/intensity/tile_blur.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/registration/tile_registration.h"
#include "libinspect/scan/outline_light.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// A die that a tile shows whole and another tile owns: compared with what that one measured, and taken where
/// the owner is refused or can't be read.
struct SpareDie {
    DieIndex die;
    std::span<const float> values;  ///< one a plane
};

/// The spare dies of a tile, in reading order.
class SpareDies {
  public:
    class Iterator {
      public:
        Iterator(const SpareDies& spares, std::size_t at) : spares_(&spares), at_(at) {}
        SpareDie operator*() const { return (*spares_)[at_]; }
        Iterator& operator++() {
            ++at_;
            return *this;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

      private:
        const SpareDies* spares_;
        std::size_t at_;
    };

    [[nodiscard]] std::size_t size() const { return dies_.size(); }
    [[nodiscard]] bool empty() const { return dies_.empty(); }
    [[nodiscard]] SpareDie operator[](std::size_t i) const {
        return {dies_[i], std::span(values_).subspan(i * planes_, planes_)};
    }
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, size()}; }

    /// Forgets all; those to come have `planes` values.
    void reset(std::size_t planes);
    /// Adds a die with what `planes` hold at position `at`.
    void add(DieIndex die, std::span<const std::vector<float>> planes, std::size_t at);

    // As they lie one after the other, for the journal.
    [[nodiscard]] std::span<const DieIndex> dies() const { return dies_; }
    [[nodiscard]] std::span<const float> values() const { return values_; }
    /// `values` has as many for each die.
    void assign(std::vector<DieIndex> dies, std::vector<float> values, std::size_t planes);

  private:
    std::vector<DieIndex> dies_;
    std::vector<float> values_;
    std::size_t planes_ = 0;
};

/// Results of one tile. `values[p]` holds plane p of its channel (planes_of) for the dies of `rect`,
/// row-major; NaN where the tile does not own the die or could not measure it.
struct TileRecord {
    std::uint32_t tile = 0;  ///< position in ScanJob::tiles
    FrameLook look;
    OutlineLight outline;
    TileBlur blur;
    TileRegistration registration;
    DieRect rect;
    std::vector<std::vector<float>> values;
    SpareDies spares;
    std::string remark;  ///< how it was taken, for the ledger; empty: nothing to say
    std::optional<appearance::TileLook> appearance{};  ///< of all dies that it shows whole, whoever owns them

    /// Why it is a failed tile: its dies can't be found. Empty: it isn't.
    [[nodiscard]] std::string fault() const {
        return appearance && !appearance->placed ? appearance->fault : std::string();
    }
};

/// Number of the layout in which records lie in a journal. It changes with the layout, and with what the
/// numbers mean; records of another number are refused.
inline constexpr std::uint32_t kTileRecordSchema = 2;

/// The record as bytes, host byte order; `decode_tile_record` reads it back. Throws Error(input) where the
/// bytes are not a record, or one of another layout.
[[nodiscard]] std::vector<std::byte> encode_tile_record(const TileRecord& record);
[[nodiscard]] TileRecord decode_tile_record(std::span<const std::byte> bytes);

}  // namespace waferglow
