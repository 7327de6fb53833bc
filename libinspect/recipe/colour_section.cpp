// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of [colour].
#include "libinspect/formats/csv_reader.h"
#include "libinspect/recipe/internal/section_table.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr const char* kColourPage = "Thresholds";
constexpr const char* kColourSection = info_of(ChannelKind::colour).name.data();  // a literal
constexpr const char* kFilter = "filter";

/// Throws Error(input) that names file and line.
void read_sheet(const std::filesystem::path& path, ColourRecipe& colour) {
    CsvReader csv(path);
    const std::size_t nm = csv.column("wavelength_nm");
    const std::size_t transmission = csv.column("transmission");
    while (csv.next()) {
        colour.filter_wavelength_nm.push_back(csv.number(nm));
        colour.filter_transmission.push_back(csv.number(transmission));
    }
}

void take_sheet(const TomlTable& from, Recipe&, ColourRecipe& colour) {
    if (!colour.filter_file.empty()) {
        if (!colour.filter_wavelength_nm.empty() || !colour.filter_transmission.empty())
            from.refuse(kFilter, "and filter_wavelength_nm are both there: give the file or the numbers");
        try {
            read_sheet(from.file().parent_path() / colour.filter_file, colour);
        } catch (const Error& error) {
            from.refuse(kFilter, fmt::format("can't be read: {}", full_message(error)));
        }
    }
    const colour::FilterCurve curve = colour.filter();
    if (curve == colour::FilterCurve{}) return;
    if (const std::string fault = fault_of(curve); !fault.empty())
        from.refuse(colour.filter_file.empty() ? "filter_wavelength_nm" : kFilter, fault);
    colour.filter_file.clear();
}

}  // namespace

std::vector<RecipeSection> colour_sections() {
    using C = ColourRecipe;
    KeyTable<C> keys{
        key<C>(&C::filter_file,
               {.key = kFilter,
                .presence = kOptional,
                .title = "Data sheet",
                .help = "CSV beside the recipe, columns wavelength_nm and transmission (0 to "
                        "1), for wafers with too few spectra. Colours by it are relative."}),
        key<C>(&C::filter_wavelength_nm, {"filter_wavelength_nm", "nm", 100, 5000, kOptional, "Wavelengths",
                                          "Of the data sheet, rising; in place of the file.", ""}),
        key<C>(&C::filter_transmission,
               {"filter_transmission", "", 0, 1, kOptional, "Transmissions", "One for each wavelength.", ""}),
    };
    return {section<C>(
        {.name = kColourSection,
         .kind = SectionKind::optional,
         .title = "Filter of colour channels",
         .page = kColourPage},
        std::move(keys), [](Recipe& r) -> C& { return r.colour; },
        [](const Recipe& r) { return r.colour == C{} ? nullptr : &r.colour; }, take_sheet)};
}

}  // namespace waferglow
