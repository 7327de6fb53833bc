// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of [scan]: what a tool is asked to scan.
#include "libinspect/formats/internal/wafer_keys.h"
#include "libinspect/geometry/channel_order.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/recipe/internal/section_table.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

// Of keys with a range: name, unit, least, most, presence, title, help, start; see KeyInfo.

constexpr const char* kScanPage = "Scan";
constexpr const char* kSpectraPage = "Spectra";

const ScanRecipe* present_scan(const Recipe& recipe) {
    return recipe.scan ? &*recipe.scan : nullptr;
}

/// Runs a check that does not know the file; its complaint is told at `at`.
template <class Check>
void checked(const TomlTable& from, const char* at, const Check& check) {
    try {
        check();
    } catch (const Error& error) {
        from.refuse(at, error.what());
    }
}

std::vector<Channel> channels_of(const ScanRecipe& scan) {
    std::vector<Channel> channels;
    for (const ScanChannel& channel : scan.channels) channels.push_back(channel.channel);
    return channels;
}

/// What holds between the sections of a scan.
void finish_scan(const TomlTable& from, Recipe& recipe) {
    const ScanRecipe& scan = *recipe.scan;
    checked(from, "channel",
            [&] { static_cast<void>(needed_strongest(channels_of(scan), &ChannelKindInfo::judged)); });
    const std::string& by = scan.spectra.channel;
    const auto is_it = [&](const ScanChannel& channel) { return channel.channel.name == by; };
    if (!by.empty() && std::ranges::none_of(scan.channels, is_it))
        from.refuse("spectra", fmt::format("names the channel '{}', which is not there", by));
}

RecipeSection scan() {
    using S = ScanRecipe;
    const auto id = [](auto& s) -> auto& {
        return s.wafer.id;
    };
    const auto wafer = [](auto& s) -> auto& {
        return s.wafer;
    };
    KeyTable<S> keys{key<S>(id, {.key = "wafer_id",
                                 .title = "Wafer ID",
                                 .help = "The Run page puts in the one that was entered or scanned."})};
    for (Key<S>& part : keys_of_part<S>(wafer_keys(KeyUse::recipe), wafer)) keys.push_back(std::move(part));
    const KeyTable<S> others{
        key<S>(&S::layout_file, {.key = "layout",
                                 .presence = kOptional,
                                 .title = "Layout file",
                                 .help = "Which cells of the grid are dies, test structures or marks: CSV, "
                                         "SEMI E142 or SINF. Empty: all are dies."}),
        key<S>(&S::overlap_um, {"overlap_um", "um", 0, kLargestUm, kDefaulted, "Overlap",
                                "Of neighbouring tiles; 0: two pitches and 20 \u00b5m."}),
        key<S>(&S::margin_um, {"margin_um", "um", 0, kLargestUm, kDefaulted, "Margin",
                               "How far the grid of dies may lie from its nominal place."}),
        key<S>(&S::retries, {"retries", "", 0, 1000, kDefaulted, "Retries",
                             "How often a tile is taken again before it counts as failed."}),
        key<S>(&S::dark_frames, {"dark_frames", "", 0, 10000, kDefaulted, "Dark frames",
                                 "Averaged before the scan where no calibration is given."}),
        key<S>(&S::flat_frames, {"flat_frames", "", 0, 10000, kDefaulted, "Flat frames",
                                 "Averaged before the scan where no calibration is given."}),
    };
    keys.insert(keys.end(), others.begin(), others.end());
    RecipeSection section_of_scan = section<S>(
        {.name = "scan", .kind = SectionKind::optional, .title = "Scan", .page = kScanPage}, std::move(keys),
        [](Recipe& r) -> S& { return r.scan.emplace(); }, present_scan,
        [](const TomlTable& from, Recipe&, S& read) {
            if (!read.layout_file.empty()) read.layout_file = from.file().parent_path() / read.layout_file;
            checked(from, "diameter_mm", [&] { validate(read.wafer); });
        });
    section_of_scan.finish = finish_scan;
    return section_of_scan;
}

/// A grid without rows and columns fills the wafer; one without the place of its first die is centred.
void place_grid(const TomlTable& from, Recipe& recipe, DieGrid& grid) {
    check_die_fits_pitch(from, grid);
    if (grid.rows == 0 && grid.cols == 0) {
        checked(from, "pitch_x_um", [&] {
            grid = centered_grid(recipe.scan->wafer, grid.pitch_x_um, grid.pitch_y_um, grid.die_width_um,
                                 grid.die_height_um, grid.steps);
        });
        return;
    }
    if (grid.rows == 0 || grid.cols == 0) from.refuse("rows", "and cols go together: give both or none");
    DieGrid at_origin = grid;
    at_origin.x0_um = 0.0;
    at_origin.y0_um = 0.0;
    const CenterSpan span = center_span_of(at_origin);
    const bool uniform = grid.steps.uniform();
    if (!from.contains("x0_um")) grid.x0_um = uniform ? -0.5 * span.width_um : -span.middle.x;
    if (!from.contains("y0_um")) grid.y0_um = uniform ? 0.5 * span.height_um : -span.middle.y;
    checked(from, "rows", [&] { validate(grid); });
}

RecipeSection grid() {
    return section<DieGrid>(
        {.name = "scan.grid", .title = "Grid of dies", .page = kScanPage}, grid_keys(KeyUse::recipe),
        [](Recipe& r) -> DieGrid& { return r.scan->grid; },
        [](const Recipe& r) { return r.scan ? &r.scan->grid : nullptr; }, place_grid);
}

/// Of a rectangle whose size means `help` and is `start` in a form.
KeyTable<ScanRegion> region_keys(const char* help, const char* start) {
    using R = ScanRegion;
    return {
        key<R>(&R::x_um, {"x_um", "um", -kLargestUm, kLargestUm, kRequired, "Middle x",
                          "From the middle of the wafer, to the right.", "0"}),
        key<R>(&R::y_um, {"y_um", "um", -kLargestUm, kLargestUm, kRequired, "Middle y",
                          "From the middle of the wafer, upwards.", "0"}),
        key<R>(&R::width_um, {"width_um", "um", 1e-3, kLargestUm, kRequired, "Width", help, start}),
        key<R>(&R::height_um, {"height_um", "um", 1e-3, kLargestUm, kRequired, "Height", help, start}),
    };
}

RecipeSection region() {
    return section<ScanRegion>(
        {.name = "scan.region", .kind = SectionKind::optional, .title = "Only a region", .page = kScanPage},
        region_keys("Only tiles that reach into the region are taken.", "20000"),
        [](Recipe& r) -> ScanRegion& { return r.scan->region.emplace(); },
        [](const Recipe& r) -> const ScanRegion* {
            return r.scan && r.scan->region ? &*r.scan->region : nullptr;
        });
}

Key<ScanChannel> kind_key() {
    return {.info = {.key = "kind",
                     .title = "Kind",
                     .help = "Photoluminescence, reflected light, or photoluminescence through a filter.",
                     .choices = names_of_kinds(&ChannelKindInfo::measured),
                     .kind = ValueKind::choice},
            .get = [](const ScanChannel& c) -> KeyValue { return name_of(c.channel.kind); },
            .set = [](ScanChannel& c,
                      const KeyValue& v) { c.channel.kind = channel_kind_of(std::get<std::string>(v)); }};
}

void add_channel(const TomlTable& from, Recipe& recipe, ScanChannel&& row) {
    const Channel& channel = row.channel;
    const std::string fault = channel_name_fault(channel.name, channels_of(*recipe.scan));
    if (!fault.empty()) from.refuse("name", fault);
    if (!can(channel, &ChannelKindInfo::measured))
        from.refuse("kind", fmt::format("= '{}' can't be scanned by this version, which takes {}",
                                        name_of(channel.kind),
                                        fmt::join(names_of_kinds(&ChannelKindInfo::measured), ", ")));
    constexpr const char* kExcitation = "excitation_w_cm2";
    if (can(channel, &ChannelKindInfo::colour)) {
        const std::vector<Channel> before = channels_of(*recipe.scan);
        const auto of = std::ranges::find(before, channel.of, &Channel::name);
        if (!from.contains(kExcitation) && of != before.end())
            row.channel.excitation_w_cm2 = of->excitation_w_cm2;
        if (const std::string wrong = colour_fault(channel, before); !wrong.empty()) from.refuse("of", wrong);
    } else if (can(channel, &ChannelKindInfo::excited)) {
        static_cast<void>(from.need(kExcitation));
    }
    if (!can(channel, &ChannelKindInfo::colour) && !channel.of.empty())
        from.refuse("of", colour_fault(channel, {}));
    recipe.scan->channels.push_back(std::move(row));
}

RecipeSection channel() {
    using S = ScanChannel;
    const auto of = [](auto member) {
        return [member](auto& row) -> auto& {
            return row.channel.*member;
        };
    };
    static const std::string kStart = name_of(ChannelKind::pl);
    KeyTable<S> keys{
        key<S>(of(&Channel::name), {.key = "name",
                                    .presence = kRequired,
                                    .title = "Name",
                                    .help = "Letters, digits and _; the layers are named after it.",
                                    .start = kStart.c_str(),
                                    .unique = true}),
        kind_key(),
        key<S>(of(&Channel::of), {.key = "of",
                                  .presence = kOptional,
                                  .title = "Colour of",
                                  .help = "Of the kind colour: the PL channel listed before it that is taken "
                                          "without the filter."}),
        key<S>(of(&Channel::excitation_w_cm2),
               {"excitation_w_cm2", "W/cm2", 1e-6, 1e6, kOptional, "Excitation",
                "On the wafer. Reflected light needs none; colour has that of its PL channel.", "30"}),
        key<S>(of(&Channel::exposure_ms),
               {"exposure_ms", "ms", 1e-4, 1e6, kRequired, "Exposure", "Equal ones save time.", "5"}),
        key<S>(&S::gain, {"gain", "", 1e-3, 1e4, kDefaulted, "Gain", "Of the camera."}),
        key<S>(&S::light, {.key = "light",
                           .presence = kOptional,
                           .title = "Light",
                           .help = "Its name, where the tool has several of a kind."}),
        key<S>(&S::filter, {.key = "filter",
                            .presence = kOptional,
                            .title = "Filter",
                            .help = "Name of a position of the tool's filter wheel. Empty: the open one."}),
    };
    return list_section<S>(
        {.name = "scan.channel", .title = "Channels", .page = kScanPage, .needs_row = true}, std::move(keys),
        add_channel, [](const Recipe& r) { return r.scan ? r.scan->channels : std::vector<S>(); });
}

RecipeSection spectra() {
    using S = SpectraRecipe;
    KeyTable<S> keys{
        key<S>(&S::every_nth,
               {"every_nth", "dies", 0, 1e9, kDefaulted, "Every n-th die", "0: none of them.", "1000"}),
        key<S>(&S::suspects, {"suspects", "dies", 0, 1e9, kDefaulted, "Suspects",
                              "At most so many dies that fail by intensity, spread over the wafer."}),
        key<S>(&S::channel, {.key = "channel",
                             .presence = kOptional,
                             .title = "Excited by",
                             .help = "Name of a channel. Empty: the strongest."}),
        key<S>(&S::integration_ms,
               {"integration_ms", "ms", 1e-3, 1e6, kDefaulted, "Integration time", "Of one spectrum."}),
        key<S>(&S::averages,
               {"averages", "", 1, 10000, kDefaulted, "Averages", "Spectra averaged for each die."}),
    };
    return section<S>(
        {.name = "scan.spectra", .kind = SectionKind::optional, .title = "Spectra", .page = kSpectraPage},
        std::move(keys), [](Recipe& r) -> S& { return r.scan->spectra; },
        [](const Recipe& r) { return r.scan && r.scan->spectra.wanted() ? &r.scan->spectra : nullptr; });
}

RecipeSection spectra_regions() {
    return list_section<ScanRegion>(
        {.name = "scan.spectra.region",
         .title = "Regions with a spectrum of every die",
         .page = kSpectraPage},
        region_keys("Every die in the region gets a spectrum.", "1000"),
        [](const TomlTable&, Recipe& r, ScanRegion&& row) { r.scan->spectra.regions.push_back(row); },
        [](const Recipe& r) { return r.scan ? r.scan->spectra.regions : std::vector<ScanRegion>(); });
}

}  // namespace

std::vector<RecipeSection> scan_sections() {
    return {scan(), grid(), region(), channel(), spectra(), spectra_regions()};
}

}  // namespace waferglow
