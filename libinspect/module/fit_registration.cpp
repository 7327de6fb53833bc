// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/fit_registration.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow::module {

namespace {

constexpr int kIterations = 10;
constexpr double kCutSigmas = 5.0;        // beyond which a sight does not count (Tukey)
constexpr double kLeastSigma_px = 0.004;  // patches are not more exact than that
// What is expected of a lens, a panel and a stage before anything is seen; only to hold back what the sights
// don't tell.
constexpr double kK1Sigma = 0.02;
constexpr double kKeystoneSigma = 0.02;
constexpr double kShiftSigmaPitches = 0.5;

// The parameters in the order of the vector that is solved for.
struct Parameters {
    const ModuleJob& job;
    FitChoice choice;
    double pitch_um = 1.0;
    double reach_um = 1.0;  // half of the module: makes rotation and scale lengths
    std::size_t panels = 1;
    std::size_t positions = 1;
    double stage_sigma_um = 1.0;

    [[nodiscard]] bool fits_panels() const { return choice.panels && panels > 1; }
    [[nodiscard]] bool fits_stage() const { return choice.stage && positions > 1; }
    [[nodiscard]] std::size_t count() const {
        return 2 + (choice.pose ? 2U : 0U) + (choice.lens ? 3U : 0U) + (fits_panels() ? 2 * panels : 0) +
               (fits_stage() ? 2 * positions : 0);
    }

    /// Calls `change(value, step, sigma)` for each: sigma 0: nothing is expected.
    template <class Change>
    void each(RegistrationFit& fit, Change&& change) const {
        ModuleRegistration& r = fit.registration;
        change(r.pose.offset_x_um, 1e-3 * pitch_um, 0.0);
        change(r.pose.offset_y_um, 1e-3 * pitch_um, 0.0);
        if (choice.pose) {
            change(r.pose.rotation_rad, 1e-3 * pitch_um / reach_um, 0.0);
            change(r.pose.scale, 1e-3 * pitch_um / reach_um, 0.0);
        }
        if (choice.lens) {
            change(r.k1, 1e-5, kK1Sigma);
            change(r.keystone_x, 1e-5, kKeystoneSigma);
            change(r.keystone_y, 1e-5, kKeystoneSigma);
        }
        if (fits_panels()) {
            for (WaferPoint& shift : r.panel_shift_um) {
                change(shift.x, 1e-3 * pitch_um, kShiftSigmaPitches * pitch_um);
                change(shift.y, 1e-3 * pitch_um, kShiftSigmaPitches * pitch_um);
            }
        }
        if (fits_stage()) {
            for (WaferPoint& shift : fit.stage_shift_um) {
                change(shift.x, 1e-3 * pitch_um, stage_sigma_um);
                change(shift.y, 1e-3 * pitch_um, stage_sigma_um);
            }
        }
    }
};

Eigen::VectorXd misfit_of(const ModuleJob& job, std::span<const StagePoint> positions,
                          std::span<const PlacedSight> sights, const RegistrationFit& fit) {
    std::vector<ImageMap> maps;
    maps.reserve(positions.size());
    for (std::size_t p = 0; p < positions.size(); ++p) {
        const WaferPoint shift = fit.stage_shift_um[p];
        maps.emplace_back(fit.registration, job.module, job.camera,
                          StagePoint{positions[p].x + shift.x, positions[p].y + shift.y});
    }
    Eigen::VectorXd misfit(2 * static_cast<Eigen::Index>(sights.size()));
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const PixelPoint there = maps[sights[i].position].place(sights[i].nominal, sights[i].panel);
        misfit[2 * static_cast<Eigen::Index>(i)] = sights[i].at.x - there.x;
        misfit[2 * static_cast<Eigen::Index>(i) + 1] = sights[i].at.y - there.y;
    }
    return misfit;
}

struct Weights {
    Eigen::VectorXd value;  // of each misfit
    double sigma_px = 0.0;
    double kept = 0.0;
    double rms_px = 0.0;
};

Weights weigh(const Eigen::VectorXd& misfit) {
    std::vector<double> sizes;
    for (Eigen::Index i = 0; i + 1 < misfit.size(); i += 2)
        sizes.push_back(std::hypot(misfit[i], misfit[i + 1]));
    std::vector<double> sorted = sizes;
    // The median length of a two-dimensional normal deviate is 1.1774 sigma.
    Weights weights{Eigen::VectorXd::Zero(misfit.size()),
                    std::max(upper_median(sorted) / 1.1774, kLeastSigma_px), 0.0, 0.0};
    double squares = 0.0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double z = sizes[i] / (kCutSigmas * weights.sigma_px);
        if (z >= 1.0) continue;
        const double weight = (1.0 - z * z) * (1.0 - z * z);
        const auto at = 2 * static_cast<Eigen::Index>(i);
        weights.value[at] = weights.value[at + 1] = weight / (weights.sigma_px * weights.sigma_px);
        squares += sizes[i] * sizes[i];
        ++count;
    }
    weights.kept = static_cast<double>(count) / static_cast<double>(sizes.size());
    weights.rms_px = std::sqrt(squares / (2.0 * static_cast<double>(std::max<std::size_t>(count, 1))));
    return weights;
}

// The mean of all shifts goes to the offset, so that it is told what it is.
void center_shifts(RegistrationFit& fit, bool stage, bool panels) {
    GridPose& pose = fit.registration.pose;
    const auto center = [](std::vector<WaferPoint>& shifts) {
        WaferPoint mean;
        for (const WaferPoint& shift : shifts) {
            mean.x += shift.x / static_cast<double>(shifts.size());
            mean.y += shift.y / static_cast<double>(shifts.size());
        }
        for (WaferPoint& shift : shifts) {
            shift.x -= mean.x;
            shift.y -= mean.y;
        }
        return mean;
    };
    if (stage) {
        const WaferPoint mean = center(fit.stage_shift_um);
        pose.offset_x_um -= mean.x;
        pose.offset_y_um -= mean.y;
    }
    if (panels) {
        const WaferPoint mean = center(fit.registration.panel_shift_um);
        const GridPose turn{pose.rotation_rad, pose.scale, 0.0, 0.0};
        const StagePoint moved = turn.transform()(mean);
        pose.offset_x_um += moved.x;
        pose.offset_y_um += moved.y;
    }
}

}  // namespace

RegistrationFit fit_registration(const ModuleJob& job, std::span<const StagePoint> positions,
                                 std::span<const PlacedSight> sights, const RegistrationFit& start,
                                 const FitChoice& choice) {
    RegistrationFit fit = start;
    const DieGrid& grid = job.module.grid;
    Parameters parameters{job,
                          choice,
                          std::min(grid.pitch_x_um, grid.pitch_y_um),
                          0.5 * std::hypot(grid.cols * grid.pitch_x_um, grid.rows * grid.pitch_y_um),
                          panel_count(job.module),
                          positions.size(),
                          0.0};
    parameters.stage_sigma_um = kShiftSigmaPitches * parameters.pitch_um;
    fit.registration.panel_shift_um.resize(parameters.panels);
    fit.stage_shift_um.resize(parameters.positions);
    const auto count = static_cast<Eigen::Index>(parameters.count());
    for (int iteration = 0; iteration < kIterations && !sights.empty(); ++iteration) {
        const Eigen::VectorXd misfit = misfit_of(job, positions, sights, fit);
        const Weights weights = weigh(misfit);
        Eigen::MatrixXd slopes(misfit.size(), count);
        Eigen::VectorXd expected(count);
        Eigen::VectorXd current(count);
        Eigen::VectorXd steps(count);
        Eigen::Index column = 0;
        parameters.each(fit, [&](double& value, double step, double sigma) {
            const double held = value;
            value = held + step;
            slopes.col(column) = misfit - misfit_of(job, positions, sights, fit);
            value = held;
            steps[column] = step;
            current[column] = held / step;
            expected[column] = sigma > 0.0 ? step / sigma : 0.0;
            ++column;
        });
        Eigen::MatrixXd normal = slopes.transpose() * weights.value.asDiagonal() * slopes;
        Eigen::VectorXd right = slopes.transpose() * weights.value.cwiseProduct(misfit);
        for (Eigen::Index i = 0; i < count; ++i) {
            const double pull = expected[i] * expected[i];
            normal(i, i) += pull + 1e-12 * (normal(i, i) + 1e-12);
            right[i] -= pull * current[i];
        }
        const Eigen::VectorXd change = normal.ldlt().solve(right);
        column = 0;
        parameters.each(fit, [&](double& value, double step, double) { value += step * change[column++]; });
        center_shifts(fit, choice.stage, parameters.fits_panels());
        if (parameters.fits_stage()) {
            double squares = 0.0;
            for (const WaferPoint& shift : fit.stage_shift_um)
                squares += shift.x * shift.x + shift.y * shift.y;
            parameters.stage_sigma_um =
                std::max(std::sqrt(squares / (2.0 * static_cast<double>(positions.size()))),
                         0.01 * job.camera.pixel_um);
        }
        fit.rms_px = weights.rms_px;
        fit.kept = weights.kept;
    }
    return fit;
}

}  // namespace waferglow::module
