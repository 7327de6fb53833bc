// SPDX-License-Identifier: GPL-3.0-or-later
// Where the die grid lies in a tile: the one question of every pass, and the ways to answer it.
//   own        by the lattice of the dies that the tile itself shows   LatticeLocator
//   borrowed   by what another channel's tile found at the position    StageLocator, with a hint
//   predicted  by pose and stage alone                                 StageLocator, without
// LatticeLocator asks StageLocator where a tile is too dim to say. Which of them a channel gets stands in the
// table of geometry/channel.h.
#pragma once

#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/image.h"
#include "libinspect/registration/tile_registration.h"

#include <memory>
#include <span>

namespace waferglow {

/// Immutable and thread-safe; each thread brings a Scratch of its own.
class TileLocator {
  public:
    /// Buffers reused from tile to tile, of locators of one class. Confined to one thread at a time.
    class Scratch {
      public:
        Scratch() = default;
        Scratch(const Scratch&) = delete;
        Scratch& operator=(const Scratch&) = delete;
        virtual ~Scratch() = default;
    };

    TileLocator() = default;
    TileLocator(const TileLocator&) = delete;
    TileLocator& operator=(const TileLocator&) = delete;
    virtual ~TileLocator() = default;

    [[nodiscard]] virtual std::unique_ptr<Scratch> make_scratch() const = 0;

    /// The shift of the tile whose middle the stage reported at `reported`. `hint`: the result of another
    /// channel at the same position; null: none. Throws Error(input) where the image does not have the
    /// camera's size.
    [[nodiscard]] virtual TileRegistration locate(const ImageView& image, StagePoint reported,
                                                  const TileRegistration* hint, Scratch& scratch) const = 0;
};

/// The locator of a channel whose kind has `sight`.
[[nodiscard]] std::unique_ptr<TileLocator> make_locator(GridSight sight, const RegistrationSetup& setup,
                                                        const PoseEstimate& estimate);

/// How dies look against the streets by some tiles, located without a hint as if dies were bright: dark ones
/// then lie half a pitch off in both directions. Unknown where fewer than six tiles tell.
[[nodiscard]] DieContrast contrast_of(std::span<const TileRegistration> tiles, const DieGrid& grid);

}  // namespace waferglow
