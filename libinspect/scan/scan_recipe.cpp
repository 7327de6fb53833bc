// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/scan_recipe.h"

#include "libinspect/base/error.h"
#include "libinspect/base/nearest_name.h"
#include "libinspect/formats/toml_reader.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

constexpr double kLargestUm = 1e6;

/// One table of the section: values with ranges, and a complaint about every key that nobody asked for.
class Section {
  public:
    Section(const std::filesystem::path& source, const std::string& name, const toml::table& table,
            std::vector<std::string> known)
        : view_(source, "[" + name + "]", table), table_(&table), known_(std::move(known)) {
        for (const auto& [key, node] : table) {
            const std::string text(key.str());
            if (std::ranges::find(known_, text) == known_.end())
                view_.refuse(text, "is unknown" + did_you_mean(text, known_));
        }
    }

    [[nodiscard]] bool has(const char* key) const { return table_->contains(key); }
    [[nodiscard]] double number(const char* key, double least, double most,
                                std::optional<double> otherwise = {}) const {
        if (!has(key) && otherwise) return *otherwise;
        const double value = view_.number(key);
        if (!(value >= least && value <= most))
            view_.refuse(key, fmt::format("= {} must be from {} to {}", value, least, most));
        return value;
    }
    [[nodiscard]] std::int64_t whole(const char* key, std::int64_t least, std::int64_t most,
                                     std::int64_t otherwise) const {
        return has(key) ? view_.integer(key, least, most) : otherwise;
    }
    [[nodiscard]] std::string text(const char* key, const std::string& otherwise = {}) const {
        return view_.optional_text(key).value_or(otherwise);
    }
    [[nodiscard]] const toml::table& table(const char* key) const {
        const toml::table* found = table_->get_as<toml::table>(key);
        if (found == nullptr) view_.refuse(key, "must be a section of its own");
        return *found;
    }
    [[nodiscard]] std::vector<const toml::table*> tables(const char* key) const {
        std::vector<const toml::table*> all;
        if (!has(key)) return all;
        const toml::array* array = table_->get_as<toml::array>(key);
        if (array == nullptr || !array->is_homogeneous(toml::node_type::table))
            view_.refuse(key, "must be a list of sections");
        for (const toml::node& node : *array) all.push_back(node.as_table());
        return all;
    }
    [[noreturn]] void refuse(const char* key, const std::string& complaint) const {
        view_.refuse(key, complaint);
    }

  private:
    TomlTable view_;
    const toml::table* table_;
    std::vector<std::string> known_;
};

/// Checks that throw without naming the place.
template <class Check>
void checked(const Section& section, const char* key, Check check) {
    try {
        check();
    } catch (const TomlError&) {
        throw;  // it names its place
    } catch (const Error& error) {
        section.refuse(key, error.what());
    }
}

ScanRegion read_region(const std::filesystem::path& source, const std::string& name,
                       const toml::table& table) {
    const Section section(source, name, table, {"x_um", "y_um", "width_um", "height_um"});
    return {.x_um = section.number("x_um", -kLargestUm, kLargestUm),
            .y_um = section.number("y_um", -kLargestUm, kLargestUm),
            .width_um = section.number("width_um", 1e-3, kLargestUm),
            .height_um = section.number("height_um", 1e-3, kLargestUm)};
}

Wafer read_wafer(const Section& scan) {
    Wafer wafer;
    checked(scan, "diameter_mm", [&] {
        wafer = standard_wafer_of_diameter(scan.number("diameter_mm", 1.0, 1000.0));
        wafer.id = scan.text("wafer_id", "wafer");
        wafer.edge_exclusion_mm = scan.number("edge_exclusion_mm", 0.0, 100.0, 3.0);
        wafer.primary_flat_mm = scan.number("primary_flat_mm", 0.0, 300.0, wafer.primary_flat_mm);
        wafer.secondary_flat_mm = scan.number("secondary_flat_mm", 0.0, 300.0, wafer.secondary_flat_mm);
        wafer.notch_depth_mm = scan.number("notch_depth_mm", 0.0, 30.0, wafer.notch_depth_mm);
        if (scan.has("flat_exclusion_mm"))
            wafer.flat_exclusion_mm = scan.number("flat_exclusion_mm", 0.0, 100.0);
        validate(wafer);
    });
    return wafer;
}

GridSteps read_steps(const Section& section) {
    constexpr std::int64_t kMost = 1'000'000;
    const auto length = [&](const char* key, double least) {
        return section.number(key, least, kLargestUm, 0.0);
    };
    const auto count = [&](const char* key, std::int64_t least) {
        return static_cast<std::int32_t>(section.whole(key, least, kMost, 0));
    };
    return {.stagger_x_um = length("stagger_x_um", -kLargestUm),
            .stagger_y_um = length("stagger_y_um", -kLargestUm),
            .field_rows = count("field_rows", 1),
            .field_cols = count("field_cols", 1),
            .field_gap_x_um = length("field_gap_x_um", 0.0),
            .field_gap_y_um = length("field_gap_y_um", 0.0),
            .field_row0 = count("field_row0", 0),
            .field_col0 = count("field_col0", 0)};
}

DieGrid read_grid(const std::filesystem::path& source, const Section& scan, const Wafer& wafer) {
    const Section section(source, "scan.grid", scan.table("grid"),
                          {"rows", "cols", "x0_um", "y0_um", "pitch_x_um", "pitch_y_um", "die_width_um",
                           "die_height_um", "stagger_x_um", "stagger_y_um", "field_rows", "field_cols",
                           "field_gap_x_um", "field_gap_y_um", "field_row0", "field_col0"});
    DieGrid grid;
    grid.steps = read_steps(section);
    grid.pitch_x_um = section.number("pitch_x_um", 1e-3, kLargestUm);
    grid.pitch_y_um = section.number("pitch_y_um", 1e-3, kLargestUm);
    grid.die_width_um = section.number("die_width_um", 1e-3, grid.pitch_x_um);
    grid.die_height_um = section.number("die_height_um", 1e-3, grid.pitch_y_um);
    if (!section.has("rows") && !section.has("cols")) {
        checked(section, "pitch_x_um", [&] {
            grid = centered_grid(wafer, grid.pitch_x_um, grid.pitch_y_um, grid.die_width_um,
                                 grid.die_height_um, grid.steps);
        });
        return grid;
    }
    constexpr std::int64_t kMost = 1'000'000;
    grid.rows = static_cast<std::int32_t>(section.whole("rows", 1, kMost, 0));
    grid.cols = static_cast<std::int32_t>(section.whole("cols", 1, kMost, 0));
    if (grid.rows == 0 || grid.cols == 0) section.refuse("rows", "and cols go together: give both or none");
    const CenterSpan span = center_span_of(grid);  // of a grid that begins at the origin
    const WaferPoint first{grid.steps.uniform() ? -0.5 * span.width_um : -span.middle.x,
                           grid.steps.uniform() ? 0.5 * span.height_um : -span.middle.y};
    grid.x0_um = section.number("x0_um", -kLargestUm, kLargestUm, first.x);
    grid.y0_um = section.number("y0_um", -kLargestUm, kLargestUm, first.y);
    checked(section, "rows", [&] { validate(grid); });
    return grid;
}

ScanChannel read_channel(const std::filesystem::path& source, const std::string& name,
                         const toml::table& table, std::span<const Channel> others) {
    const Section section(source, name, table,
                          {"name", "kind", "excitation_w_cm2", "exposure_ms", "light", "gain"});
    ScanChannel scan;
    Channel& channel = scan.channel;
    channel.name = section.text("name");
    if (const std::string fault = channel_name_fault(channel.name, others); !fault.empty())
        section.refuse("name", fault);
    checked(section, "kind",
            [&] { channel.kind = channel_kind_of(section.text("kind", name_of(channel.kind))); });
    if (!can(channel, &ChannelKindInfo::measured))
        section.refuse("kind", fmt::format("= '{}' can't be scanned by this version, which takes {}",
                                           name_of(channel.kind),
                                           fmt::join(names_of_kinds(&ChannelKindInfo::measured), " and ")));
    if (can(channel, &ChannelKindInfo::excited) || section.has("excitation_w_cm2"))
        channel.excitation_w_cm2 = section.number("excitation_w_cm2", 1e-6, 1e6);
    channel.exposure_ms = section.number("exposure_ms", 1e-4, 1e6);
    scan.light = section.text("light");
    scan.gain = section.number("gain", 1e-3, 1e4, 1.0);
    return scan;
}

SpectraRecipe read_spectra(const std::filesystem::path& source, const toml::table& table) {
    const Section section(source, "scan.spectra", table,
                          {"every_nth", "suspects", "region", "channel", "integration_ms", "averages"});
    SpectraRecipe spectra;
    spectra.every_nth = section.whole("every_nth", 0, 1'000'000'000, 0);
    spectra.suspects = section.whole("suspects", 0, 1'000'000'000, 0);
    spectra.channel = section.text("channel");
    spectra.integration_ms = section.number("integration_ms", 1e-3, 1e6, spectra.integration_ms);
    spectra.averages = section.whole("averages", 1, 10000, 1);
    for (const toml::table* region : section.tables("region"))
        spectra.regions.push_back(read_region(source, "scan.spectra.region", *region));
    return spectra;
}

/// `text` as TOML writes it.
std::string quoted(const std::string& text) {
    std::ostringstream stream;
    stream << toml::value<std::string>{text};
    return stream.str();
}

std::string region_lines(const ScanRegion& region) {
    return fmt::format("x_um = {}\ny_um = {}\nwidth_um = {}\nheight_um = {}\n", region.x_um, region.y_um,
                       region.width_um, region.height_um);
}

/// Flats, notch and their exclusion where they are not the standard of the size.
std::string lines_of_shape(const Wafer& wafer) {
    const Wafer standard = standard_wafer_of_diameter(wafer.diameter_mm);
    std::string text;
    const auto line = [&text](const char* key, double value, double usual) {
        if (value != usual) text += fmt::format("{} = {}\n", key, value);
    };
    line("primary_flat_mm", wafer.primary_flat_mm, standard.primary_flat_mm);
    line("secondary_flat_mm", wafer.secondary_flat_mm, standard.secondary_flat_mm);
    line("notch_depth_mm", wafer.notch_depth_mm, standard.notch_depth_mm);
    if (wafer.flat_exclusion_mm) text += fmt::format("flat_exclusion_mm = {}\n", *wafer.flat_exclusion_mm);
    return text;
}

/// Staggers and fields where the grid has them.
std::string lines_of_steps(const GridSteps& steps) {
    std::string text;
    const auto line = [&text](const char* key, auto value) {
        if (value != 0) text += fmt::format("{} = {}\n", key, value);
    };
    line("stagger_x_um", steps.stagger_x_um);
    line("stagger_y_um", steps.stagger_y_um);
    line("field_rows", steps.field_rows);
    line("field_cols", steps.field_cols);
    line("field_gap_x_um", steps.field_gap_x_um);
    line("field_gap_y_um", steps.field_gap_y_um);
    line("field_row0", steps.field_row0);
    line("field_col0", steps.field_col0);
    return text;
}

}  // namespace

ScanRecipe read_scan_recipe(const toml::table& table, const std::filesystem::path& source) {
    const Section section(
        source, "scan", table,
        {"wafer_id", "diameter_mm", "edge_exclusion_mm", "primary_flat_mm", "secondary_flat_mm",
         "notch_depth_mm", "flat_exclusion_mm", "layout", "overlap_um", "margin_um", "retries", "dark_frames",
         "flat_frames", "region", "grid", "channel", "spectra"});
    ScanRecipe scan;
    scan.wafer = read_wafer(section);
    scan.grid = read_grid(source, section, scan.wafer);
    if (section.has("layout")) scan.layout_file = source.parent_path() / section.text("layout");
    scan.overlap_um = section.number("overlap_um", 0.0, kLargestUm, 0.0);
    scan.margin_um = section.number("margin_um", 0.0, kLargestUm, scan.margin_um);
    scan.retries = section.whole("retries", 0, 1000, scan.retries);
    scan.dark_frames = section.whole("dark_frames", 0, 10000, scan.dark_frames);
    scan.flat_frames = section.whole("flat_frames", 0, 10000, scan.flat_frames);
    if (section.has("region")) scan.region = read_region(source, "scan.region", section.table("region"));
    const std::vector<const toml::table*> channels = section.tables("channel");
    if (channels.empty()) section.refuse("channel", "is missing: give at least one [[scan.channel]]");
    std::vector<Channel> before;
    for (const toml::table* channel : channels) {
        const std::string name = fmt::format("scan.channel {}", scan.channels.size() + 1);
        scan.channels.push_back(read_channel(source, name, *channel, before));
        before.push_back(scan.channels.back().channel);
    }
    checked(section, "channel",
            [&] { static_cast<void>(needed_strongest(before, &ChannelKindInfo::judged)); });
    if (section.has("spectra")) scan.spectra = read_spectra(source, section.table("spectra"));
    const std::string& by = scan.spectra.channel;
    const bool known = by.empty() || std::ranges::any_of(scan.channels, [&](const ScanChannel& channel) {
                           return channel.channel.name == by;
                       });
    if (!known) section.refuse("spectra", fmt::format("names the channel '{}', which is not there", by));
    return scan;
}

std::string to_toml(const ScanRecipe& scan) {
    const DieGrid& g = scan.grid;
    std::string text = fmt::format(
        "[scan]\nwafer_id = {}\ndiameter_mm = {}\nedge_exclusion_mm = {}\noverlap_um = {}\nmargin_um = {}\n"
        "retries = {}\ndark_frames = {}\nflat_frames = {}\n",
        quoted(scan.wafer.id), scan.wafer.diameter_mm, scan.wafer.edge_exclusion_mm, scan.overlap_um,
        scan.margin_um, scan.retries, scan.dark_frames, scan.flat_frames);
    text += lines_of_shape(scan.wafer);
    if (!scan.layout_file.empty()) text += fmt::format("layout = {}\n", quoted(scan.layout_file.string()));
    if (scan.region) text += "\n[scan.region]\n" + region_lines(*scan.region);
    text += fmt::format(
        "\n[scan.grid]\nrows = {}\ncols = {}\nx0_um = {}\ny0_um = {}\npitch_x_um = {}\npitch_y_um = {}\n"
        "die_width_um = {}\ndie_height_um = {}\n",
        g.rows, g.cols, g.x0_um, g.y0_um, g.pitch_x_um, g.pitch_y_um, g.die_width_um, g.die_height_um);
    text += lines_of_steps(g.steps);
    for (const ScanChannel& c : scan.channels) {
        text += fmt::format("\n[[scan.channel]]\nname = {}\nkind = {}\nexposure_ms = {}\ngain = {}\n",
                            quoted(c.channel.name), quoted(name_of(c.channel.kind)), c.channel.exposure_ms,
                            c.gain);
        if (c.channel.excitation_w_cm2 > 0.0)
            text += fmt::format("excitation_w_cm2 = {}\n", c.channel.excitation_w_cm2);
        if (!c.light.empty()) text += fmt::format("light = {}\n", quoted(c.light));
    }
    const SpectraRecipe& s = scan.spectra;
    if (!s.wanted()) return text;
    text += fmt::format(
        "\n[scan.spectra]\nevery_nth = {}\nsuspects = {}\nchannel = {}\nintegration_ms = {}\naverages = {}\n",
        s.every_nth, s.suspects, quoted(s.channel), s.integration_ms, s.averages);
    for (const ScanRegion& region : s.regions) text += "\n[[scan.spectra.region]]\n" + region_lines(region);
    return text;
}

}  // namespace waferglow
