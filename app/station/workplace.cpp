// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/station/workplace.h"

#include "app/station/private_file.h"
#include "libinspect/base/error.h"
#include "libinspect/base/json_text.h"

#include <fstream>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace waferglow::station {
namespace {

constexpr const char* kFile = "workplace.json";

}  // namespace

Workplace load_workplace(const std::filesystem::path& config_folder,
                         const std::filesystem::path& data_folder) {
    Workplace workplace{.config_folder = config_folder,
                        .recipes_folder = config_folder / "recipes",
                        .output_folder = data_folder,
                        .calibration_folder = config_folder / "calibration",
                        .tool_file = {}};
    const std::filesystem::path file = config_folder / kFile;
    std::ifstream stream(file);
    if (!stream) return workplace;
    try {
        const nlohmann::json json = nlohmann::json::parse(stream);
        const auto take = [&json](const char* key, std::filesystem::path& path) {
            if (json.contains(key)) path = json.at(key).get<std::string>();
        };
        take("recipes_folder", workplace.recipes_folder);
        take("output_folder", workplace.output_folder);
        take("calibration_folder", workplace.calibration_folder);
        take("tool_file", workplace.tool_file);
    } catch (const std::exception& error) {
        throw Error(ErrorKind::input, fmt::format("{}: {}; mend or remove it", file.string(), error.what()));
    }
    return workplace;
}

void store(const Workplace& workplace) {
    if (workplace.config_folder.empty()) return;
    const nlohmann::ordered_json json{{"recipes_folder", workplace.recipes_folder.string()},
                                      {"output_folder", workplace.output_folder.string()},
                                      {"calibration_folder", workplace.calibration_folder.string()},
                                      {"tool_file", workplace.tool_file.string()}};
    write_private_file(workplace.config_folder / kFile, json_text(json, 2) + "\n");
}

}  // namespace waferglow::station
