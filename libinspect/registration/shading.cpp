// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/shading.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace waferglow {
namespace {

using Terms = std::array<double, 14>;

/// u^i v^j in the order of Shading::coefficients.
Terms monomials(double u, double v) {
    Terms terms{};
    std::size_t k = 0;
    for (int degree = 1; degree <= 4; ++degree) {
        for (int j = 0; j <= degree; ++j) terms[k++] = std::pow(u, degree - j) * std::pow(v, j);
    }
    return terms;
}

/// Derivative of the polynomial by u (first) and v (second).
std::array<double, 2> gradient(const Shading& shading, double u, double v) {
    std::array<double, 2> slope{};
    std::size_t k = 0;
    for (int degree = 1; degree <= 4; ++degree) {
        for (int j = 0; j <= degree; ++j) {
            const int i = degree - j;
            const double c = shading.coefficients[k++];
            if (i > 0) slope[0] += c * i * std::pow(u, i - 1) * std::pow(v, j);
            if (j > 0) slope[1] += c * j * std::pow(u, i) * std::pow(v, j - 1);
        }
    }
    return slope;
}

/// Mean of image - dark over a block.
double block_mean(const ImageView& image, const ImageView& dark, int x_begin, int x_end, int y_begin,
                  int y_end) {
    double sum = 0.0;
    for (int y = y_begin; y < y_end; ++y) {
        for (int x = x_begin; x < x_end; ++x) {
            sum += image.at(x, y) - (dark.data != nullptr ? dark.at(x, y) : 0);
        }
    }
    return sum / (static_cast<double>(x_end - x_begin) * (y_end - y_begin));
}

}  // namespace

Shading fit_shading(std::span<const std::vector<ShadingSample>> groups, const CameraInfo& camera,
                    int degree) {
    const int terms = degree >= 4 ? 14 : 5;
    const double unit = 2.0 / camera.width_px;
    Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(terms, terms);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(terms);
    for (const std::vector<ShadingSample>& group : groups) {
        // Each group's constant drops out when its weighted means are subtracted.
        double weight = 0.0;
        double mean = 0.0;
        Eigen::VectorXd mean_terms = Eigen::VectorXd::Zero(terms);
        for (const ShadingSample& s : group) {
            const Terms t = monomials(s.x_px * unit, s.y_px * unit);
            weight += s.weight;
            mean += s.weight * s.ln_light;
            mean_terms += s.weight * Eigen::Map<const Eigen::VectorXd>(t.data(), terms);
        }
        if (weight <= 0.0) continue;
        mean /= weight;
        mean_terms /= weight;
        for (const ShadingSample& s : group) {
            const Terms t = monomials(s.x_px * unit, s.y_px * unit);
            const Eigen::VectorXd d = Eigen::Map<const Eigen::VectorXd>(t.data(), terms) - mean_terms;
            normal += s.weight * d * d.transpose();
            right += s.weight * (s.ln_light - mean) * d;
        }
    }
    // A little ridge keeps terms that nothing determines at zero.
    normal.diagonal().array() += 1e-6 * normal.diagonal().maxCoeff() + 1e-12;
    const Eigen::VectorXd solution = normal.ldlt().solve(right);
    Shading shading;
    for (int k = 0; k < terms; ++k) {
        if (std::isfinite(solution[k])) shading.coefficients[static_cast<std::size_t>(k)] = solution[k];
    }
    return shading;
}

Shading shading_of_flat(const ImageView& flat, const ImageView& dark, const CameraInfo& camera) {
    constexpr int kBlocks = 24;
    std::vector<std::vector<ShadingSample>> samples(1);
    const int blocks_x = std::min(kBlocks, flat.width);
    const int blocks_y = std::min(kBlocks, flat.height);
    for (int by = 0; by < blocks_y; ++by) {
        for (int bx = 0; bx < blocks_x; ++bx) {
            const int x0 = bx * flat.width / blocks_x;
            const int x1 = (bx + 1) * flat.width / blocks_x;
            const int y0 = by * flat.height / blocks_y;
            const int y1 = (by + 1) * flat.height / blocks_y;
            const double mean = block_mean(flat, dark, x0, x1, y0, y1);
            if (mean <= 0.0) continue;
            samples[0].push_back({.x_px = 0.5 * (x0 + x1 - camera.width_px),
                                  .y_px = 0.5 * (y0 + y1 - camera.height_px),
                                  .ln_light = std::log(mean)});
        }
    }
    return fit_shading(samples, camera, 4);
}

ShadingSlopes::ShadingSlopes(const Shading& shading, const CameraInfo& camera)
    : per_x_px_(static_cast<double>(kNodes) / camera.width_px),
      per_y_px_(static_cast<double>(kNodes) / camera.height_px),
      table_(kNodes * kNodes) {
    const double unit = 2.0 / camera.width_px;
    for (std::size_t j = 0; j < kNodes; ++j) {
        for (std::size_t i = 0; i < kNodes; ++i) {
            const double x_px = (static_cast<double>(i) + 0.5) / per_x_px_ - 0.5 * camera.width_px;
            const double y_px = (static_cast<double>(j) + 0.5) / per_y_px_ - 0.5 * camera.height_px;
            const auto slope = gradient(shading, x_px * unit, y_px * unit);
            table_[j * kNodes + i] = {static_cast<float>(slope[0] * unit),
                                      static_cast<float>(slope[1] * unit)};
        }
    }
}

}  // namespace waferglow
