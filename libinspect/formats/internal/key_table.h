// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of keys that are bound to the members they fill: one line a key, and reading, writing, defaults and
// the list of what is known all follow from it.
#pragma once

#include "libinspect/base/error.h"
#include "libinspect/formats/key_info.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace waferglow {

template <class Object>
struct Key {
    KeyInfo info;
    std::function<KeyValue(const Object&)> get;
    /// May throw Error(input) for a value that can't be; the complaint goes on from the key's name.
    std::function<void(Object&, const KeyValue&)> set;
    /// What the key means where it is left out, if that depends on the rest of the object; `monostate`: it
    /// can't be told. Not set: what a default object has.
    std::function<KeyValue(const Object&)> usual{};
};

/// How members lie in a KeyValue. Supported are numbers, whole numbers, bool, texts, paths, lists of numbers
/// and of texts, and all of these in std::optional.
template <class Member>
struct KeyMember {
    static constexpr bool kOptional = false;
    static constexpr ValueKind kKind = std::is_same_v<Member, bool>                       ? ValueKind::flag
                                       : std::is_integral_v<Member>                       ? ValueKind::whole
                                       : std::is_floating_point_v<Member>                 ? ValueKind::number
                                       : std::is_same_v<Member, std::vector<double>>      ? ValueKind::numbers
                                       : std::is_same_v<Member, std::vector<std::string>> ? ValueKind::texts
                                                                                          : ValueKind::text;
    static KeyValue get(const Member& member) {
        if constexpr (std::is_same_v<Member, std::filesystem::path>) {
            return member.string();
        } else if constexpr (kKind == ValueKind::whole) {
            return static_cast<std::int64_t>(member);
        } else {
            return member;
        }
    }
    static void set(Member& member, const KeyValue& value) {
        if constexpr (std::is_same_v<Member, std::filesystem::path>) {
            member = std::get<std::string>(value);
        } else if constexpr (kKind == ValueKind::whole) {
            member = static_cast<Member>(std::get<std::int64_t>(value));
        } else {
            member = std::get<Member>(value);
        }
    }
};

template <class Member>
struct KeyMember<std::optional<Member>> {
    static constexpr bool kOptional = true;
    static constexpr ValueKind kKind = KeyMember<Member>::kKind;
    static KeyValue get(const std::optional<Member>& member) {
        return member ? KeyMember<Member>::get(*member) : KeyValue{};
    }
    static void set(std::optional<Member>& member, const KeyValue& value) {
        member.reset();
        if (!std::holds_alternative<std::monostate>(value)) KeyMember<Member>::set(member.emplace(), value);
    }
};

/// A key of a member: `access` is a pointer to it, or a callable that takes the object, const or not, and
/// returns a reference to the member.
template <class Object, class Access>
[[nodiscard]] Key<Object> key(Access access, KeyInfo info) {
    using Member = KeyMember<std::remove_cvref_t<std::invoke_result_t<Access, Object&>>>;
    info.kind = Member::kKind;
    return {.info = std::move(info),
            .get = [access](const Object& object) { return Member::get(std::invoke(access, object)); },
            .set = [access](Object& object,
                            const KeyValue& value) { Member::set(std::invoke(access, object), value); }};
}

/// A key of a colour, 0xRRGGBB.
template <class Object, class Access>
[[nodiscard]] Key<Object> color_key(Access access, KeyInfo info) {
    info.kind = ValueKind::color;
    return {.info = std::move(info),
            .get = [access](const Object& object) -> KeyValue {
                return fmt::format("#{:06X}", std::invoke(access, object));
            },
            .set =
                [access](Object& object, const KeyValue& value) {
                    std::invoke(access, object) = static_cast<std::uint32_t>(
                        std::stoul(std::get<std::string>(value).substr(1), nullptr, 16));
                }};
}

template <class Object>
using KeyTable = std::vector<Key<Object>>;

/// The keys of a part as keys of the whole: `access` gives the part.
template <class Whole, class Part, class Access>
[[nodiscard]] KeyTable<Whole> keys_of_part(const KeyTable<Part>& part, Access access) {
    KeyTable<Whole> keys;
    for (const Key<Part>& inner : part) {
        Key<Whole> outer{
            .info = inner.info,
            .get = [access, get = inner.get](const Whole& w) { return get(access(w)); },
            .set = [access, set = inner.set](Whole& w, const KeyValue& v) { set(access(w), v); }};
        if (inner.usual)
            outer.usual = [access, usual = inner.usual](const Whole& w) { return usual(access(w)); };
        keys.push_back(std::move(outer));
    }
    return keys;
}

/// `table` with the defaults filled in from a default object.
template <class Object>
[[nodiscard]] KeyTable<Object> with_defaults(KeyTable<Object> table) {
    const Object standard{};
    for (Key<Object>& key : table) {
        const bool has_default =
            key.info.presence == Presence::defaulted || key.info.presence == Presence::automatic;
        if (has_default) key.info.standard = typed_text(key.info, key.get(standard));
    }
    return table;
}

template <class Object>
[[nodiscard]] std::vector<std::string> names_of(const KeyTable<Object>& table) {
    std::vector<std::string> names;
    for (const Key<Object>& key : table) names.emplace_back(key.info.key);
    return names;
}

/// Reads the keys that are there, in the order of the table; members of the others stay as they are. Throws
/// TomlError for a value that can't be and for a required key that is missing. Others that are there are not
/// looked at (unknown_keys).
template <class Object>
void read_keys(const TomlTable& from, const KeyTable<Object>& table, Object& object) {
    for (const Key<Object>& key : table) {
        if (from.find(key.info.key) == nullptr) {
            if (key.info.presence == Presence::required) refuse_missing(from, key.info);
            continue;
        }
        const KeyValue value = read_value(from, key.info);
        try {
            key.set(object, value);
        } catch (const Error& error) {
            from.refuse(key.info.key, error.what());
        }
    }
}

enum class KeysWritten : std::uint8_t {
    needed,   ///< without those that mean what they would if left out; with the help as comments
    all_told  ///< those that mean the usual, too; without comments
};

/// Lines that `read_keys` reads back. An optional key with the value of a default object is left out.
template <class Object>
[[nodiscard]] std::string keys_as_toml(const KeyTable<Object>& table, const Object& object,
                                       KeysWritten written) {
    const Object standard{};
    std::string lines;
    for (const Key<Object>& key : table) {
        const KeyValue value = key.get(object);
        if (key.info.presence == Presence::optional) {
            const bool as_usual = key.usual ? written == KeysWritten::needed && value == key.usual(object)
                                            : value == key.get(standard);
            if (as_usual) continue;
        }
        lines += toml_line(key.info, value, written == KeysWritten::needed);
    }
    return lines;
}

}  // namespace waferglow
