// SPDX-License-Identifier: GPL-3.0-or-later
// A channel: one way of looking at the wafer. What a channel can be used for depends on its kind and stands
// in one table; code asks for a use and never compares kinds, so that a kind added to the table can't slip
// into a place that it has no business in.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

enum class ChannelKind : std::uint8_t {
    pl,         ///< photoluminescence at one excitation density
    reflected,  ///< light of a lamp that the surface throws back
    colour,     ///< as a PL channel, through a filter whose transmission slopes over the emission line
    lit,        ///< dies that glow by current
    dic         ///< differential interference contrast
};

/// How the die grid is found in a tile.
enum class GridSight : std::uint8_t {
    dies,  ///< by the lattice of dies that the tile shows
    stage  ///< by pose and stage alone: it shows no lattice
};

/// What channels of one kind can be used for.
struct ChannelKindInfo {
    ChannelKind kind = ChannelKind::pl;
    std::string_view name;   ///< in files and on the command line
    std::string_view title;  ///< for people
    bool measured = false;   ///< by this version; tiles of other kinds are left alone, and people are told
    bool excited =
        false;  ///< by a light whose density counts: excitation_w_cm2 and exposure_ms must be given
    bool sets_pose = false;         ///< dies stand out from the streets, so that the die grid can be found
    bool gives_dark_level = false;  ///< streets show the camera's dark level where there is no dark frame
    bool normalised = false;        ///< gets a `_rel` layer: light relative to healthy neighbours
    bool judged = false;            ///< by the rules of intensity, by learnt models and beside EL
    bool in_leak_sweep = false;     ///< its light at several densities tells of leaks
    GridSight grid_sight = GridSight::dies;
    bool own_light = false;  ///< a light of the tool is for this kind; colour takes that of PL
    bool glows = false;      ///< dies are brighter than the streets, by their own light
    bool colour = false;  ///< its light over that of the channel that it names by `of` tells the dies' colour
    bool appearance = false;  ///< shows the surface: defects are seen in it, and its lamp lights the field
                              ///< otherwise than a laser, so that it may have frames of its own
};

/// A column of the table, e.g. `&ChannelKindInfo::sets_pose`.
using ChannelUse = bool ChannelKindInfo::*;

/// All kinds, in the order of ChannelKind.
inline constexpr std::array<ChannelKindInfo, 5> kChannelKinds{{
    {.kind = ChannelKind::pl,
     .name = "pl",
     .title = "PL",
     .measured = true,
     .excited = true,
     .sets_pose = true,
     .gives_dark_level = true,
     .normalised = true,
     .judged = true,
     .in_leak_sweep = true,
     .own_light = true,
     .glows = true},
    {.kind = ChannelKind::reflected,
     .name = "reflected",
     .title = "reflected light",
     .measured = true,
     .normalised = true,
     .own_light = true,
     .appearance = true},
    {.kind = ChannelKind::colour,
     .name = "colour",
     .title = "colour",
     .measured = true,
     .excited = true,
     .glows = true,
     .colour = true},
    {.kind = ChannelKind::lit, .name = "lit", .title = "driven by current"},
    {.kind = ChannelKind::dic,
     .name = "dic",
     .title = "interference contrast",
     .grid_sight = GridSight::stage},
}};

[[nodiscard]] constexpr const ChannelKindInfo& info_of(ChannelKind kind) {
    return kChannelKinds.at(static_cast<std::size_t>(kind));
}
static_assert(std::ranges::all_of(kChannelKinds,
                                  [](const ChannelKindInfo& info) { return &info_of(info.kind) == &info; }));

[[nodiscard]] std::string name_of(ChannelKind kind);
/// Names of the kinds that can be used so, in the order of ChannelKind.
[[nodiscard]] std::vector<std::string> names_of_kinds(ChannelUse use);

/// The kind of that name; none: it is unknown.
[[nodiscard]] std::optional<ChannelKind> find_channel_kind(std::string_view name);
/// Likewise; throws Error(input) that lists the known kinds and names the nearest. The message goes on from
/// the place, "... kind 'refected' is unknown ...", and does not hold it.
[[nodiscard]] ChannelKind channel_kind_of(std::string_view name);

struct Channel {
    std::string name;  ///< letters, digits and '_'; the prefix of its layers
    ChannelKind kind = ChannelKind::pl;
    double excitation_w_cm2 = 0.0;
    double exposure_ms = 0.0;
    std::string of{};  ///< of a colour channel: the PL channel of the same excitation without the filter
    friend bool operator==(const Channel&, const Channel&) = default;
};

[[nodiscard]] inline bool can(const Channel& channel, ChannelUse use) {
    return info_of(channel.kind).*use;
}

/// Why `channel` can't be measured beside `all` as its key `of` has it: a colour channel needs one of a PL
/// channel of the same excitation, others have none. The sentence goes on from the key's name, "is missing:
/// ..."; empty: nothing is wrong.
[[nodiscard]] std::string colour_fault(const Channel& channel, std::span<const Channel> all);
/// Throws Error(input) for the first channel with such a fault.
void check_colours(std::span<const Channel> channels);

/// Position of the channel that a colour channel is of. Throws Error(usage) where there is none.
[[nodiscard]] std::size_t unfiltered_of(std::span<const Channel> channels, std::size_t colour);
/// Whether the tile that each die was read from counts: of colour channels and of those that they are of.
[[nodiscard]] bool tells_colour(std::span<const Channel> channels, std::size_t channel);

}  // namespace waferglow
