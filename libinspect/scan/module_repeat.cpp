// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/module_repeat.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/scan/module_inspect.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

using module::LightState;
using module::ModuleBin;

void require_same_module(const JudgedModule& a, const JudgedModule& b, const std::filesystem::path& path) {
    if (a.file.light.module.id != b.file.light.module.id ||
        a.file.light.module.grid != b.file.light.module.grid)
        throw Error(ErrorKind::input,
                    fmt::format("{}: is of module '{}', the first file of '{}'", path.string(),
                                b.file.light.module.id, a.file.light.module.id));
    if (a.file.light.patterns != b.file.light.patterns)
        throw Error(ErrorKind::input,
                    fmt::format("{}: has other patterns than the first file", path.string()));
}

/// Log light of the sub-pixels that are good in every file: [file][sub-pixel].
std::vector<std::vector<double>> good_logs(const std::vector<JudgedModule>& runs, std::size_t p,
                                           std::size_t s) {
    std::vector<std::vector<double>> logs(runs.size());
    for (std::size_t i = 0; i < runs.front().file.light.module.grid.cells(); ++i) {
        const bool good = std::ranges::all_of(runs, [&](const JudgedModule& run) {
            const module::LightPlane& plane = run.file.light.plane(p, s);
            return run.quality.bins[s][i] == ModuleBin::good && plane.state[i] == LightState::measured &&
                   plane.light[i] > 0.0F;
        });
        if (!good) continue;
        for (std::size_t k = 0; k < runs.size(); ++k)
            logs[k].push_back(std::log(static_cast<double>(runs[k].file.light.plane(p, s).light[i])));
    }
    return logs;
}

double mean_of_values(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
    const double mean = mean_of_values(values);
    double squares = 0.0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

ModuleLayerRepeat repeat_of(std::vector<std::vector<double>> logs) {
    ModuleLayerRepeat result;
    result.sub_pixels = static_cast<std::int64_t>(logs.front().size());
    if (logs.front().size() < 2) return result;
    std::vector<double> levels;
    for (std::vector<double>& run : logs) {
        levels.push_back(mean_of_values(run));
        for (double& value : run) value -= levels.back();
    }
    const auto files = static_cast<double>(logs.size());
    std::vector<double> means(logs.front().size());
    std::vector<double> off;
    double squares = 0.0;
    for (std::size_t i = 0; i < means.size(); ++i) {
        for (const std::vector<double>& run : logs) means[i] += run[i] / files;
        for (const std::vector<double>& run : logs) {
            squares += (run[i] - means[i]) * (run[i] - means[i]);
            off.push_back(std::abs(run[i] - means[i]));
        }
    }
    const double shrunk = std::sqrt(files / (files - 1.0));  // of deviations from the mean of as many files
    result.repeatability = std::sqrt(squares / (static_cast<double>(means.size()) * (files - 1.0)));
    result.robust_repeatability = shrunk * kMadToSigma * upper_median(off);
    result.level_spread = deviation_of(levels);
    result.module_spread = deviation_of(means);
    return result;
}

}  // namespace

ModuleRepeat study_module_repeats(std::span<const std::filesystem::path> files, int threads) {
    if (files.size() < 2) throw Error(ErrorKind::usage, "gauge needs two files of a module or more");
    std::vector<JudgedModule> runs;
    for (const std::filesystem::path& file : files) {
        runs.push_back(read_judged_module(file, threads));
        require_same_module(runs.front(), runs.back(), file);
    }
    const module::ModuleLight& first = runs.front().file.light;
    ModuleRepeat study{.module_id = first.module.id, .layers = {}};
    for (std::size_t p = 0; p < first.patterns.size(); ++p) {
        for (std::size_t s = 0; s < first.module.sub_pixels.size(); ++s) {
            if (!first.patterns[p].drives(s)) continue;
            ModuleLayerRepeat layer = repeat_of(good_logs(runs, p, s));
            layer.pattern = first.patterns[p].name;
            layer.sub_pixel = first.module.sub_pixels[s].name;
            study.layers.push_back(std::move(layer));
        }
    }
    for (std::size_t s = 0; s < first.module.sub_pixels.size(); ++s) {
        for (std::size_t i = 0; i < first.module.grid.cells(); ++i) {
            ++study.sub_pixels;
            study.same_bin += std::ranges::all_of(runs, [&](const JudgedModule& run) {
                return run.quality.bins[s][i] == runs.front().quality.bins[s][i];
            });
        }
    }
    study.same_verdict = std::ranges::count_if(
        runs, [&](const JudgedModule& run) { return run.quality.passes == runs.front().quality.passes; });
    return study;
}

}  // namespace waferglow
