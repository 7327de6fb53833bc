// SPDX-License-Identifier: GPL-3.0-or-later
// An opened module file: what was measured of a display module and what is judged of it.
#pragma once

#include "libinspect/geometry/die_grid.h"
#include "libinspect/scan/module_inspect.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::gui {

/// A sub-pixel that a repair list has.
struct FaultRow {
    DieIndex pixel;
    std::size_t sub_pixel = 0;
    module::ModuleBin bin = module::ModuleBin::dead;
    float relative = 0.0F;     ///< luminance over its healthy neighbours; NaN: not known
    float black_light = 0.0F;  ///< light in black over the colour's mean; NaN: not known
};

/// The faults in the order of their bins, then of rows and columns; at most `kMostFaultRows`.
struct FaultList {
    std::vector<FaultRow> rows;
    std::int64_t all = 0;  ///< those that are not listed, too
};
inline constexpr std::size_t kMostFaultRows = 10'000;

/// Why a module does not pass.
struct ModuleReason {
    std::string key;  ///< of the limit in the recipe; "unmeasured": sub-pixels without a verdict
    std::optional<double> value{};  ///< none: could not be measured
    double limit = 0.0;             ///< of "unmeasured" the number of all sub-pixels
    bool at_least = false;
    std::string value_name{};  ///< of "fault_class"; empty: can't be told
    std::string limit_name{};
};

/// Immutable.
struct ModuleDocument {
    std::filesystem::path path;
    ModuleFile file;
    module::ModuleQuality quality;
    FaultList faults;
    std::vector<ModuleReason> limits;   ///< every limit that was asked, held or not
    std::vector<ModuleReason> reasons;  ///< those that were not held, what was not measured first

    [[nodiscard]] const Module& layout() const { return file.light.module; }
    [[nodiscard]] const DieGrid& grid() const { return file.light.module.grid; }
};
using ModuleDocumentPtr = std::shared_ptr<const ModuleDocument>;

/// What `judged` says, ready to be shown. `most`: faults that are listed.
[[nodiscard]] ModuleDocumentPtr make_module_document(std::filesystem::path path, JudgedModule judged,
                                                     std::size_t most = kMostFaultRows);
/// Reads a file and judges its light by the stored recipe. Blocking; throws as read_module_file does.
[[nodiscard]] ModuleDocumentPtr open_module_document(const std::filesystem::path& path);

}  // namespace waferglow::gui
