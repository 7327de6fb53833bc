// SPDX-License-Identifier: GPL-3.0-or-later
// Which pixels count as a die's light and which as its background.
//
// Signal window: the die's rectangle grown by a margin, centred on the die with sub-pixel edges (pixels on
// the edge count by the share covered). The optics blur a die over its edge, so a window catches a share of
// its light; the share follows from the blur and the position of the die in the pixel raster, and what is
// measured is divided by it. A narrow window thus costs light but makes no error; what it costs is weighed
// against the noise of the pixels that a wider one would add.
//
// Background: pixels at least a guard away from every die, in the streets; where the streets are too narrow
// for that, only where they cross, and the light that the dies still spill there is taken off by the same
// model. Where columns are staggered the next dies light the crossings, too, and all of the streets is taken.
#pragma once

#include "libinspect/geometry/image.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace waferglow {

/// What a plan is made of. Lengths in pixels.
struct WindowChoice {
    double margin_x_px = 1.0;
    double margin_y_px = 1.0;
    double guard_x_px = 2.0;
    double guard_y_px = 2.0;
    bool crossings_only = false;  ///< background only where streets cross
    double blur_x_px = 0.0;       ///< Gaussian sd of the optics, without the pixel's own width
    double blur_y_px = 0.0;
    double dn_per_electron = 0.0;  ///< 0: not known, photon noise is left out of `noise`
    double read_noise_dn = 0.0;    ///< of a pixel: no background is taken to be quieter
    /// Where streets are too narrow to tell the background apart from the dies' light, a part of it (1 -
    /// `street_trust`) is taken as a fixed share of what the dies around read.
    double street_trust = 1.0;
    double background_share = 0.0;
    friend bool operator==(const WindowChoice&, const WindowChoice&) = default;
};

/// One axis of a plan. Lengths in pixels from the die's centre. Tables run over the position of that centre
/// between two pixel centres, 0 to 1 in kPhases steps; what is needed together lies together.
struct AxisPlan {
    static constexpr std::size_t kPhases = 256;
    template <class Node>
    using Table = std::array<Node, kPhases + 1>;
    struct Window {
        float captured = 0.0F;   ///< share of the die's light in the window
        float weight2 = 0.0F;    ///< sum of the squared pixel weights
        float core_cv2 = 0.0F;   ///< square of the coefficient of variation over the core, from blur alone
        float neighbour = 0.0F;  ///< share of a neighbour's light in the window, the mean of both sides
    };
    /// Pixels of a kind: how many, and the sums over them of the light of the die itself, of the one before
    /// (left, above) and of the one after, each as a share of that die's light along the axis.
    struct Light {
        float count = 0.0F;
        float own = 0.0F;
        float before = 0.0F;
        float after = 0.0F;
    };
    struct Pixels {
        Table<Light> light{};
        double mean_count = 0.0;
        double mean_light = 0.0;  ///< the three together
        double slope2 = 0.0;      ///< mean square of how that changes with the die's place, per pixel
    };

    double pitch_px = 0.0;
    double die_px = 0.0;
    double window_half_px = 0.0;
    double street_begin_px = 0.0;  ///< background lies from here to the end of the cell
    double cell_half_px = 0.0;     ///< half a pitch, or less where staggered dies reach into that
    double core_half_px = 0.0;     ///< pixels nearer than this tell non-uniformity
    Table<Window> window{};
    Pixels street;  ///< background pixels along this axis
    Pixels along;   ///< those along which the streets of the other axis run

    /// What pixels of a die's cell see of dies in the next row, where rows are staggered: of the nearest one
    /// of that row (`own`) and of those before and after it.
    struct Staggered {
        std::int32_t nearest = 0;  ///< column of that one, counted from the die's own
        Table<Light> street{};
        Table<Light> along{};
        Table<Light> window{};  ///< weighted as the window is
    };
    std::vector<Staggered> next_row;  ///< of even and of odd rows; empty where rows are not staggered

    /// Over all places of the die.
    [[nodiscard]] double mean(float Window::*of) const;
    [[nodiscard]] double most(float Window::*of) const;
};

/// What the pixels of a die's cell see of the dies around it where columns are staggered: those lie neither
/// in line with it nor all equally far, so each has its place. Dies of one parity of row and of column see
/// theirs at the same places.
struct DiesAround {
    /// Light of a die displaced along one axis, as shares of its light along that axis: in the window, and in
    /// the two kinds of background pixels.
    struct Shares {
        float window = 0.0F;
        float street = 0.0F;
        float along = 0.0F;
        float unused = 0.0F;
    };
    struct Die {
        std::int32_t row = 0;  ///< counted from the die whose cell it is
        std::int32_t col = 0;
        std::size_t x = 0;  ///< its tables in `x` and `y`
        std::size_t y = 0;
    };
    std::vector<AxisPlan::Table<Shares>> x, y;
    std::array<std::vector<Die>, 4> of;  ///< of a die in an odd row + 2, in an odd column + 1
    double most_in_window = 0.0;         ///< of a die's light in another's window, the mean over its places
    /// Square of the coefficient of variation of the dies' light over the background pixels of a cell:
    /// streets are brighter beside dies, which is no noise.
    double street_cv2 = 0.0;

    [[nodiscard]] bool empty() const { return x.empty(); }
};

/// A channel's windows, ready for use. Immutable value, thread-safe.
struct WindowPlan {
    WindowChoice choice;
    AxisPlan x;
    AxisPlan y;
    int smooth_cols = 2;  ///< background is averaged over dies up to this many columns away
    int smooth_rows = 2;
    bool streets_x = true;      ///< background from the columns between windows
    bool streets_y = true;      ///< background from the rows between windows
    double street_px = 0.0;     ///< background pixels of a cell, the mean
    double spill_per_px = 0.0;  ///< light of the dies in a mean background pixel, share of a die's light
    double spill_slope = 0.0;   ///< how that changes with the dies' place, rms over both axes, per pixel
    double clear_share =
        1.0;            ///< of the background in the street, what is not in the dies' measured light too
    DiesAround around;  ///< empty where columns are not staggered
};

class RasterLight;
class AroundPlanner;

/// Makes plans for dies of one lattice (only its pitch, tilt and die size matter) and one blur; what such
/// plans share is worked out once. Immutable, thread-safe.
class WindowPlanner {
  public:
    /// Throws Error(input) on dies or pitches that are not positive.
    WindowPlanner(const TileLattice& lattice, double blur_x_px, double blur_y_px);
    /// Works out the tables of a choice, its blur being the planner's. Margins are cut to half the street.
    /// Throws Error(input) where staggered dies leave no background pixels.
    [[nodiscard]] WindowPlan plan(const WindowChoice& choice) const;
    /// Between two dies.
    [[nodiscard]] double street_x_px() const { return pitch_x_px_ - die_x_px_; }
    [[nodiscard]] double street_y_px() const { return pitch_y_px_ - die_y_px_; }
    [[nodiscard]] double blur_x_px() const { return blur_x_px_; }
    [[nodiscard]] double blur_y_px() const { return blur_y_px_; }

  private:
    double pitch_x_px_, pitch_y_px_;
    double die_x_px_, die_y_px_;
    double blur_x_px_, blur_y_px_;
    double slanted_x_px_, slanted_y_px_;  // blur and the dies' slant together
    double stagger_x_px_;                 // of odd rows, where columns are not staggered
    std::shared_ptr<const RasterLight> light_x_, light_y_;
    std::shared_ptr<const RasterLight> next_row_x_;  // null without that
    std::shared_ptr<const AroundPlanner> around_;    // null where columns are not staggered
};

/// One plan of a planner of its own, for `choice.blur_x_px` and `choice.blur_y_px`.
[[nodiscard]] WindowPlan plan_windows(const TileLattice& lattice, const WindowChoice& choice);

/// A patched tile of the channel and the dies in it, to learn from.
struct PilotDies {
    ImageView tile;
    TileLattice lattice;
    DieRect rect;
    const DiePresence* presence = nullptr;  ///< as of measure_tile
};

/// What is known beforehand. Zero: to be found from the pilots.
struct WindowHints {
    double dn_per_electron = 0.0;
    double read_noise_dn = 0.0;
    double blur_px = 0.0;  ///< used where pilots are too dim to tell
};

/// The plan that suits the light of a channel: blur of the optics from the mean image of many dies (sub-pixel
/// positions make it finer than the pixels), then the margins with the best signal to noise for a typical lit
/// die, and the widest guard that leaves enough background. Without lit dies: a plan for `hints` alone.
/// Throws Error(input) where dies staggered along both axes leave no background pixels.
[[nodiscard]] WindowPlan choose_windows(std::span<const PilotDies> pilots, const PixelCorrection& correction,
                                        const WindowHints& hints = {});

}  // namespace waferglow
