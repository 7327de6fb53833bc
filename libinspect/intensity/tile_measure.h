// SPDX-License-Identifier: GPL-3.0-or-later
// What a measure is: it declares its planes, learns what it needs of a channel from some tiles, and then
// fills its planes tile by tile. Which measures there are stands in libinspect/map/measures.h. One virtual
// call a tile, none a die.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/intensity/windows.h"

#include <memory>
#include <span>
#include <vector>

namespace waferglow {

/// One number a die: a layer of each channel in which it is measured.
struct PlaneInfo {
    const char* suffix;  ///< layer name: channel name + suffix
    const char* unit;
    const char* title;  ///< for people, after the channel's name
};

/// A tile that is ready to be measured. What it points to outlives the call.
struct LocatedTile {
    ImageView image;  ///< as from the camera, defective pixels patched
    TileLattice lattice;
    DieRect rect;  ///< of the dies that may lie in it
    const PixelCorrection& correction;
    const DiePresence& presence;
};

/// What a measure may learn of a channel before its pass.
struct ChannelPilots {
    const Channel& channel;
    const CameraInfo& camera;
    const PixelCorrection& correction;
    std::span<const PilotDies> tiles;  ///< some of its tiles, located and patched
};

/// A measure as prepared for one channel. Immutable and thread-safe; each thread brings a workspace.
class TileMeasure {
  public:
    /// Buffers reused from tile to tile, and from channel to channel of the same measure. Confined to one
    /// thread at a time.
    class Workspace {
      public:
        Workspace() = default;
        Workspace(const Workspace&) = delete;
        Workspace& operator=(const Workspace&) = delete;
        virtual ~Workspace() = default;
    };

    TileMeasure() = default;
    TileMeasure(const TileMeasure&) = delete;
    TileMeasure& operator=(const TileMeasure&) = delete;
    virtual ~TileMeasure() = default;

    [[nodiscard]] virtual std::unique_ptr<Workspace> make_workspace() const = 0;

    /// Fills `planes`, one a plane that is declared, each of tile.rect.cells() numbers, row-major; NaN where
    /// there is nothing to tell. The caller keeps of them what the tile owns and what it shows beside that.
    /// The same tile gives the same bytes, whatever the workspace was used for before.
    virtual void measure(const LocatedTile& tile, Workspace& workspace,
                         std::span<std::vector<float>> planes) const = 0;
};

/// A measure as it is declared.
struct Measure {
    const char* name;  ///< for messages
    std::span<const PlaneInfo> planes;
    bool (*applies)(const Channel& channel);
    /// Throws Error as the room of the measure says.
    std::unique_ptr<const TileMeasure> (*prepare)(const ChannelPilots& pilots);
};

}  // namespace waferglow
