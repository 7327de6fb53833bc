// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/stored_pyramid.h"

#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {

namespace hdf5 {

namespace {

constexpr const char* kGroup = "pyramid";
constexpr const char* kBins = "bins";

Group pyramid_group(hid_t entry) {
    return has(entry, kGroup) ? open_group(entry, kGroup) : make_group(entry, kGroup, "NXcollection");
}

template <class T>
void put_level(hid_t group, const ArrayWriter& arrays, const char* name, const std::vector<T>& values,
               std::int32_t rows, std::int32_t cols, T none, const char* meaning) {
    const Dataset data = arrays.write(
        group, name,
        map_view(std::span(values), static_cast<std::size_t>(rows), static_cast<std::size_t>(cols), none));
    put_attribute(data.get(), "long_name", meaning);
    put_attribute(data.get(), "interpretation", "image");
}

template <class T>
std::vector<T> get_level(hid_t group, const char* name, std::int32_t rows, std::int32_t cols) {
    const StoredArray array = open_array(group, name);
    if (array.shape != ArrayShape{static_cast<std::size_t>(rows), static_cast<std::size_t>(cols), true}) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: '{}' has {} x {} cells where the grid needs {} x {}", describe(group),
                                name, array.shape.rows, array.shape.cols, rows, cols));
    }
    std::vector<T> values(array.shape.count());
    read_array(array, element_type<T>(), std::as_writable_bytes(std::span(values)));
    return values;
}

struct LevelShape {
    std::int32_t factor = 0;
    std::int32_t rows = 0;
    std::int32_t cols = 0;
};

LevelShape shape_of(hid_t group, const DieGrid& grid) {
    constexpr std::int64_t kMostFactor = 1024;
    const std::int64_t factor = integer_attribute(group, "factor");
    if (factor < 2 || factor > kMostFactor)
        throw Error(ErrorKind::input, fmt::format("{}: a factor of {}", describe(group), factor));
    const auto step = static_cast<std::int32_t>(factor);
    return {step, (grid.rows + step - 1) / step, (grid.cols + step - 1) / step};
}

}  // namespace

void write_layer_pyramid(hid_t entry, const ArrayWriter& arrays, const DieGrid& grid, const Layer& layer) {
    if (grid.cells() < kPyramidCells || layer.name == kBins) return;
    const Group all = pyramid_group(entry);
    const Group group = make_group(all.get(), layer.name, "NXcollection");
    const ValueLevel level = value_level(layer.values, grid.rows, grid.cols, kStoredFactor);
    put_attribute(group.get(), "factor", std::int64_t{level.factor});
    put_level(group.get(), arrays, "low", level.low, level.rows, level.cols, kNoData,
              "least value of the cell");
    put_level(group.get(), arrays, "high", level.high, level.rows, level.cols, kNoData,
              "greatest value of the cell");
    put_level(group.get(), arrays, "mean", level.mean, level.rows, level.cols, kNoData, "mean of the cell");
    const std::vector<float> sample = sorted_sample(layer.values, grid.cols);
    arrays.write(group.get(), "sample", vector_view(std::span(sample)));
}

void copy_layer_pyramid(hid_t from, hid_t entry, const std::string& layer) {
    if (layer == kBins || !has(from, kGroup)) return;
    const Group source = open_group(from, kGroup);
    if (!has(source.get(), layer)) return;
    const Group target = pyramid_group(entry);
    if (H5Ocopy(source.get(), layer.c_str(), target.get(), layer.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0)
        throw failure_at(ErrorKind::input, source.get(), fmt::format("'{}' can't be copied", layer));
}

void write_bin_pyramid(hid_t entry, const ArrayWriter& arrays, const WaferFile& file) {
    const DieGrid& grid = file.map.grid();
    if (grid.cells() < kPyramidCells || file.bins.size() != grid.cells()) return;
    std::array<std::int64_t, 256> counts{};
    for (const std::uint8_t code : file.bins) ++counts[code];
    const std::array<std::uint8_t, 256> rank_of = bin_ranks(file.bin_table, counts);
    std::array<std::uint8_t, 256> code_of{};
    code_of.fill(kNoBinCode);
    for (std::size_t code = 0; code < rank_of.size(); ++code) {
        if (rank_of[code] != 0) code_of[rank_of[code]] = static_cast<std::uint8_t>(code);
    }
    std::vector<std::uint8_t> ranks(file.bins.size());
    std::ranges::transform(file.bins, ranks.begin(), [&](std::uint8_t code) { return rank_of[code]; });
    RankLevel level = rank_level(ranks, grid.rows, grid.cols, kStoredFactor);
    std::ranges::transform(level.rank, level.rank.begin(), [&](std::uint8_t rank) { return code_of[rank]; });
    const Group all = pyramid_group(entry);
    const Group group = make_group(all.get(), kBins, "NXcollection");
    put_attribute(group.get(), "factor", std::int64_t{level.factor});
    put_level(group.get(), arrays, "code", level.rank, level.rows, level.cols, kNoBinCode,
              "bin of the cell that must not be overlooked (255: none)");
}

}  // namespace hdf5

namespace {

/// The group of one pyramid, where the file has it.
std::optional<hdf5::Group> find_pyramid(hid_t entry, const std::string& name) {
    if (!hdf5::has(entry, hdf5::kGroup)) return std::nullopt;
    const hdf5::Group all = hdf5::open_group(entry, hdf5::kGroup);
    if (!hdf5::has(all.get(), name)) return std::nullopt;
    return hdf5::open_group(all.get(), name);
}

}  // namespace

std::optional<StoredPyramid> read_pyramid(const std::filesystem::path& path, const std::string& layer) {
    const hdf5::OpenedFile opened(path);
    if (layer == hdf5::kBins) return std::nullopt;
    const auto group = find_pyramid(opened.entry.get(), layer);
    if (!group) return std::nullopt;
    const hdf5::LevelShape shape = hdf5::shape_of(group->get(), hdf5::read_wafer(opened.entry.get()).grid());
    const auto values = [&](const char* name) {
        return hdf5::get_level<float>(group->get(), name, shape.rows, shape.cols);
    };
    StoredPyramid stored;
    stored.level = {shape.factor, shape.rows, shape.cols, values("low"), values("high"), values("mean")};
    stored.sample = hdf5::get_vector<float>(group->get(), "sample");
    return stored;
}

std::optional<RankLevel> read_bin_pyramid(const std::filesystem::path& path) {
    const hdf5::OpenedFile opened(path);
    const auto group = find_pyramid(opened.entry.get(), hdf5::kBins);
    if (!group) return std::nullopt;
    const hdf5::LevelShape shape = hdf5::shape_of(group->get(), hdf5::read_wafer(opened.entry.get()).grid());
    return RankLevel{shape.factor, shape.rows, shape.cols,
                     hdf5::get_level<std::uint8_t>(group->get(), "code", shape.rows, shape.cols)};
}

std::array<std::uint8_t, 256> bin_ranks(std::span<const StoredBin> table,
                                        const std::array<std::int64_t, 256>& counts) {
    const auto find = [&](std::uint8_t code) {
        return std::ranges::find(table, code, [](const StoredBin& bin) { return bin.code; });
    };
    std::vector<std::uint8_t> order;
    for (int code = 0; code < kNoBinCode; ++code) {
        const auto at = static_cast<std::uint8_t>(code);
        if (counts[at] > 0 || find(at) != table.end()) order.push_back(at);
    }
    const auto passes = [&](std::uint8_t code) {
        const auto bin = find(code);
        return bin != table.end() && bin->pass;
    };
    std::ranges::stable_sort(order, [&](std::uint8_t a, std::uint8_t b) {
        return passes(a) != passes(b) ? passes(a) : counts[a] > counts[b];
    });
    std::array<std::uint8_t, 256> ranks{};
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = static_cast<std::uint8_t>(i + 1);
    return ranks;
}

}  // namespace waferglow
