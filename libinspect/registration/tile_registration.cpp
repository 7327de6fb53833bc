// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/tile_registration.h"

#include "libinspect/base/error.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/registration/die_kernel.h"
#include "libinspect/registration/motion_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr double kOwnSigmaPx = 0.15;     // worse than this, the prior takes part
constexpr double kWantedSigmaPx = 0.01;  // better than this, no more die rows are read
constexpr std::size_t kFirstDies = 128;  // in the first batch of rows, and ...
constexpr std::size_t kFirstRows = 5;    // ... at least that many rows, spread over the tile

/// 0, 1, ..., count - 1 in bit-reversed order: any first part of it is spread evenly.
std::vector<std::int32_t> spread_order(std::int32_t count) {
    std::vector<std::int32_t> order;
    std::uint32_t power = 1;
    while (power < static_cast<std::uint32_t>(count)) power *= 2;
    for (std::uint32_t i = 0; i < power; ++i) {
        std::uint32_t reversed = 0;
        for (std::uint32_t bit = 1, mirror = power / 2; bit < power; bit *= 2, mirror /= 2) {
            if ((i & bit) != 0) reversed |= mirror;
        }
        if (reversed < static_cast<std::uint32_t>(count))
            order.push_back(static_cast<std::int32_t>(reversed));
    }
    return order;
}

double worse_sigma(const TileMotion& motion) {
    return std::max(motion.sigma_x_px, motion.sigma_y_px);
}

}  // namespace

const char* to_string(RegistrationSource source) {
    switch (source) {
        case RegistrationSource::own:
            return "own";
        case RegistrationSource::borrowed:
            return "borrowed";
        case RegistrationSource::predicted:
            break;
    }
    return "predicted";
}

struct TileLocator::Scratch::Impl {
    DieCells cells;
    DieKernel::Scratch kernel;
    MotionScratch motion;
    std::vector<std::int32_t> rows;  // with dies to measure, in reading order
};

TileLocator::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
TileLocator::Scratch::Scratch(Scratch&&) noexcept = default;
TileLocator::Scratch& TileLocator::Scratch::operator=(Scratch&&) noexcept = default;
TileLocator::Scratch::~Scratch() = default;

struct TileLocator::Impl {
    Impl(const RegistrationSetup& the_setup, const PoseEstimate& the_estimate)
        : setup(the_setup), estimate(the_estimate), slopes(the_estimate.shading, the_setup.camera) {
        const TileLattice lattice = lattice_at({}, {});
        const DieMethods methods = die_methods(lattice);
        edges_if_uneven = methods.edges_if_uneven;
        for (const DieMethod method : methods.order) kernels.emplace_back(lattice, the_setup.camera, method);
    }

    /// The lattice in a tile whose dies lie `lag` px (right, down) off the pose.
    [[nodiscard]] TileLattice lattice_at(StagePoint reported, PixelPoint lag) const {
        TileLattice lattice = lattice_in_tile(setup.grid, estimate.pose, setup.camera, reported);
        lattice.origin.x += lag.x;
        lattice.origin.y += lag.y;
        return lattice;
    }

    /// Columns of a row that hold existing dies wholly in the image.
    [[nodiscard]] ColumnSpan dies_of_row(const DieKernel& kernel, const TileLattice& lattice,
                                         std::int32_t row) const {
        const ColumnSpan seen = kernel.columns(lattice, row);
        const ColumnSpan exist = setup.presence->row(row);
        const std::int32_t begin = std::max(seen.begin, exist.begin);
        return {begin, std::max(begin, std::min(seen.end, exist.end))};
    }

    /// Measures rows in spread order until the displacement is good enough or there are no more.
    [[nodiscard]] TileMotion measure(const DieKernel& kernel, const ImageView& image,
                                     const TileLattice& lattice, Scratch::Impl& scratch) const {
        const ColumnSpan all = kernel.rows(lattice);
        const std::int32_t first = std::clamp(all.begin, 0, setup.grid.rows);
        const std::int32_t last = std::clamp(all.end, first, setup.grid.rows);
        scratch.rows.clear();
        for (const std::int32_t offset : spread_order(last - first)) {
            if (dies_of_row(kernel, lattice, first + offset).size() > 0)
                scratch.rows.push_back(first + offset);
        }
        scratch.cells.clear();
        std::size_t next = 0;
        const auto read_rows = [&](std::size_t dies, std::size_t rows) {
            while (next < scratch.rows.size() && (scratch.cells.size() < dies || next < rows)) {
                const std::int32_t row = scratch.rows[next++];
                kernel.measure_row(image, setup.dark, lattice, row, dies_of_row(kernel, lattice, row), slopes,
                                   scratch.cells, scratch.kernel);
            }
        };
        read_rows(kFirstDies, kFirstRows);
        TileMotion motion = fit_motion(scratch.cells, kernel, image, scratch.motion);
        while (next < scratch.rows.size()) {
            // Errors fall as the root of the number of dies.
            constexpr double kMostGrowth = 8.0;
            const double sigma = motion.found ? worse_sigma(motion) : std::numeric_limits<double>::infinity();
            if (sigma <= kWantedSigmaPx) break;
            const double growth = std::clamp(1.2 * std::pow(sigma / kWantedSigmaPx, 2.0), 1.5, kMostGrowth);
            read_rows(static_cast<std::size_t>(growth * static_cast<double>(scratch.cells.size())), next + 1);
            motion = fit_motion(scratch.cells, kernel, image, scratch.motion);
        }
        return motion;
    }

    /// The tile's displacement: one method after another, each around where the one before found the dies.
    [[nodiscard]] TileMotion find(const ImageView& image, StagePoint reported, Scratch::Impl& scratch) const {
        TileMotion motion = measure(kernels.front(), image, lattice_at(reported, {}), scratch);
        if (!motion.found) return motion;
        double step_px = 0.0;  // how far the last measurement moved
        const auto again = [&](const DieKernel& kernel) {
            const PixelPoint lag{motion.dx_px, motion.dy_px};
            TileMotion next = measure(kernel, image, lattice_at(reported, lag), scratch);
            step_px = std::hypot(next.dx_px, next.dy_px);
            if (!next.found) return;
            next.dx_px += lag.x;
            next.dy_px += lag.y;
            motion = next;
        };
        if (kernels.size() == 1 || (edges_if_uneven && worse_sigma(motion) <= kUnevenSigmaPx)) {
            // Windows that cut through dies mislead where the neighbour is dark.
            constexpr double kBlurPx = 0.3;
            const double off = std::max(std::abs(motion.dx_px), std::abs(motion.dy_px));
            if (off > kernels.front().slack_px() - kBlurPx) again(kernels.front());
            return motion;
        }
        for (std::size_t i = 1; i < kernels.size(); ++i) again(kernels[i]);
        constexpr double kFarPx = 0.5;  // the edge methods are linear near zero only
        for (int round = 0; round < 2 && step_px > kFarPx; ++round) again(kernels.back());
        return motion;
    }

    RegistrationSetup setup;
    PoseEstimate estimate;
    ShadingSlopes slopes;
    std::vector<DieKernel> kernels;  // used one after another; the first finds any displacement
    bool edges_if_uneven = false;
};

TileLocator::TileLocator(const RegistrationSetup& setup, const PoseEstimate& estimate)
    : impl_(std::make_unique<const Impl>(setup, estimate)) {}
TileLocator::TileLocator(TileLocator&&) noexcept = default;
TileLocator& TileLocator::operator=(TileLocator&&) noexcept = default;
TileLocator::~TileLocator() = default;

const PoseEstimate& TileLocator::estimate() const {
    return impl_->estimate;
}

TileRegistration TileLocator::locate(const ImageView& image, StagePoint reported,
                                     const TileRegistration* hint, Scratch& scratch) const {
    const Impl& self = *impl_;
    const CameraInfo& camera = self.setup.camera;
    if (image.width != camera.width_px || image.height != camera.height_px) {
        throw Error(ErrorKind::input,
                    fmt::format("registration: a tile of {} x {} px where the camera has {} x {}",
                                image.width, image.height, camera.width_px, camera.height_px));
    }
    const TileMotion motion = self.find(image, reported, *scratch.impl_);

    // Everything lies displaced by (dx right, dy down) in the image: the image's middle is that much further
    // left and, y being up, that much further up.
    TileRegistration result;
    const double pixel = camera.pixel_um;
    const double sigma = motion.found ? worse_sigma(motion) * pixel : std::numeric_limits<double>::infinity();
    if (motion.found) {
        result.lit_dies = motion.lit_dies;
        result.stretch = motion.stretch;
        result.stretch_weight = motion.stretch_weight;
        result.turn_rad = motion.turn_rad;
        result.turn_weight = motion.turn_weight;
        for (std::size_t i = 0; i < 4; ++i) {
            result.misfit_x_um[i] = motion.misfit_x_px[i] * pixel;
            result.misfit_y_um[i] = -motion.misfit_y_px[i] * pixel;
        }
    } else {
        result.misfit_x_um.fill(std::numeric_limits<double>::quiet_NaN());
        result.misfit_y_um.fill(std::numeric_limits<double>::quiet_NaN());
    }
    if (sigma <= kOwnSigmaPx * pixel) {
        result.shift_x_um = -motion.dx_px * pixel;
        result.shift_y_um = motion.dy_px * pixel;
        result.sigma_um = sigma;
        result.source = RegistrationSource::own;
        return result;
    }
    // The best linear estimate from this tile's own poor answer and the prior.
    const bool borrow = hint != nullptr && hint->source == RegistrationSource::own;
    const double jitter = std::max(self.estimate.jitter_um, 0.02 * pixel);
    const double prior_variance = jitter * jitter + (borrow ? hint->sigma_um * hint->sigma_um : 0.0);
    const double own_weight = motion.found ? 1.0 / (sigma * sigma) : 0.0;
    const double weight = own_weight + 1.0 / prior_variance;
    const double share = own_weight / weight;
    result.shift_x_um = -share * motion.dx_px * pixel + (borrow ? (1.0 - share) * hint->shift_x_um : 0.0);
    result.shift_y_um = share * motion.dy_px * pixel + (borrow ? (1.0 - share) * hint->shift_y_um : 0.0);
    result.sigma_um = 1.0 / std::sqrt(weight);
    result.source = borrow ? RegistrationSource::borrowed : RegistrationSource::predicted;
    return result;
}

}  // namespace waferglow
