// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/compare.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"
#include "libinspect/map/large_vector.h"
#include "libinspect/store/wafer_file.h"

#include <cmath>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

constexpr std::size_t kBlock = 1 << 18;

/// DifferenceSums over the wafers read so far.
struct DifferenceSums {
    explicit DifferenceSums(std::size_t cells)
        : sum(large_vector(cells, 0.0F)),
          count(large_vector<std::uint16_t>(cells, 0)),
          fails(large_vector(cells, kNoData)) {}
    std::vector<float> sum;
    std::vector<std::uint16_t> count;
    std::vector<float> fails;

    void add(const std::vector<float>& values) {
        parallel_blocks(values.size(), kBlock, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const bool there = std::isfinite(values[i]);
                sum[i] += there ? values[i] : 0.0F;
                count[i] = static_cast<std::uint16_t>(count[i] + (there ? 1 : 0));
            }
        });
    }
    void add(const std::vector<std::uint8_t>& bins, const std::array<bool, 256>& passes) {
        parallel_blocks(bins.size(), kBlock, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                if (bins[i] == kNoBinCode) continue;
                if (!std::isfinite(fails[i])) fails[i] = 0.0F;
                fails[i] += passes[bins[i]] ? 0.0F : 1.0F;
            }
        });
    }
};

}  // namespace

LayerPtr compare_layers(const LayerData& a, const LayerData& b, Comparison how, const DieGrid& grid) {
    const std::vector<float>& x = a.layer.values;
    const std::vector<float>& y = b.layer.values;
    if (x.size() != grid.cells() || y.size() != grid.cells())
        throw Error(ErrorKind::usage,
                    fmt::format("'{}' and '{}' can't be compared: their maps differ in size", a.layer.name,
                                b.layer.name));
    const bool ratio = how == Comparison::ratio;
    Layer result;
    const char* sign = ratio ? "/" : "\u2212";
    result.name = fmt::format("{} {} {}", a.layer.name, sign, b.layer.name);
    result.title = result.name;
    result.unit = !ratio && a.layer.unit == b.layer.unit ? a.layer.unit : "";
    result.values = large_vector(grid.cells(), kNoData);
    parallel_blocks(x.size(), kBlock, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const float value = ratio ? x[i] / y[i] : x[i] - y[i];
            result.values[i] = std::isfinite(value) ? value : kNoData;
        }
    });
    return make_layer_data(std::move(result), grid);
}

bool same_places(const DieGrid& a, const DieGrid& b) {
    constexpr double kPart = 0.1;  // of the pitch
    const auto close = [](double one, double other, double pitch) {
        return std::abs(one - other) <= kPart * pitch;
    };
    return a.rows == b.rows && a.cols == b.cols && close(a.x0_um, b.x0_um, a.pitch_x_um) &&
           close(a.y0_um, b.y0_um, a.pitch_y_um) &&
           close(a.pitch_x_um * a.cols, b.pitch_x_um * b.cols, a.pitch_x_um) &&
           close(a.pitch_y_um * a.rows, b.pitch_y_um * b.rows, a.pitch_y_um) && a.steps == b.steps;
}

LotStack stack_lot(const std::vector<std::filesystem::path>& files, const std::string& layer,
                   const TaskContext& context) {
    if (files.empty()) throw Error(ErrorKind::usage, "no wafer files were chosen");
    const DieGrid grid = read_wafer_file(files.front(), ReadOptions::header_only()).map.grid();
    DifferenceSums sums(grid.cells());
    LotStack stack;
    std::string unit;
    for (std::size_t number = 0; number < files.size(); ++number) {
        context.check();
        context.progress(static_cast<double>(number) / static_cast<double>(files.size()));
        ReadOptions options = ReadOptions::header_only();
        options.layers = {layer};
        options.bins = true;
        const WaferFile file = read_wafer_file(files[number], options);
        if (!same_places(grid, file.map.grid()))
            throw Error(ErrorKind::input,
                        fmt::format("{}: its dies lie on another grid than those of {}; only wafers of one "
                                    "layout can be stacked",
                                    files[number].string(), files.front().string()));
        const Layer& values = file.map.at(layer);
        unit = values.unit;
        sums.add(values.values);
        sums.add(file.bins, passing_codes(file.bin_table));
        stack.wafers.push_back(file.map.wafer().id);
    }
    for (std::size_t i = 0; i < sums.sum.size(); ++i)
        sums.sum[i] = sums.count[i] > 0 ? sums.sum[i] / static_cast<float>(sums.count[i]) : kNoData;
    const std::string mean_name = fmt::format("mean of {}, {} wafers", layer, files.size());
    const std::string fails_name = fmt::format("fails of {} wafers", files.size());
    stack.mean = make_layer_data({mean_name, unit, mean_name, std::move(sums.sum)}, grid);
    stack.fails = make_layer_data({fails_name, "", fails_name, std::move(sums.fails)}, grid);
    return stack;
}

}  // namespace waferglow::gui
