// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/die_list.h"

#include "libinspect/store/wafer_file.h"

#include <cmath>

#include <fmt/format.h>

namespace waferglow::gui {

std::string list_dies(const std::filesystem::path& path, const std::vector<std::string>& layers,
                      const DieGrid& grid, const DieMask& mask, const BinData* bins,
                      const TaskContext& context) {
    std::vector<std::size_t> cells;
    for (std::size_t cell = 0; cell < mask.selected.size(); ++cell) {
        if (mask.selected[cell] == 0) continue;
        cells.push_back(cell);
        if (static_cast<std::int64_t>(cells.size()) == kMostListedDies) break;
    }
    std::vector<std::vector<float>> columns;
    for (const std::string& name : layers) {
        context.check();
        context.progress(static_cast<double>(columns.size()) / static_cast<double>(layers.size()));
        const Layer layer = read_layer(path, name);
        std::vector<float>& column = columns.emplace_back();
        column.reserve(cells.size());
        for (const std::size_t cell : cells) column.push_back(layer.values[cell]);
    }
    std::string text = "row\tcol\tx_um\ty_um\tbin";
    for (const std::string& name : layers) text += "\t" + name;
    text += "\n";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const DieIndex die{static_cast<std::int32_t>(cells[i] / static_cast<std::size_t>(grid.cols)),
                           static_cast<std::int32_t>(cells[i] % static_cast<std::size_t>(grid.cols))};
        const WaferPoint center = grid.center(die);
        const StoredBin* bin = bins == nullptr ? nullptr : bins->find(bins->code(cells[i]));
        text += fmt::format("{}\t{}\t{:.3f}\t{:.3f}\t{}", die.row, die.col, center.x, center.y,
                            bin == nullptr ? "" : bin->name);
        for (const auto& column : columns)
            text += std::isfinite(column[i]) ? fmt::format("\t{}", column[i]) : std::string("\t");
        text += "\n";
    }
    return text;
}

}  // namespace waferglow::gui
