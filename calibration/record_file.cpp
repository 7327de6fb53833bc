// SPDX-License-Identifier: GPL-3.0-or-later
#include "calibration/record_file.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/toml_reader.h"
#include "libinspect/store/digest.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace waferglow::calibration {
namespace {

constexpr std::string_view kDigestKey = "digest = \"";
constexpr std::string_view kFirstLine = "# WaferGlow calibration; the digest guards what follows it\n";

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out + '"';
}

/// TOML wants a point or an exponent in a number with a fraction, and knows nan and inf.
std::string number(double value) {
    std::string text = fmt::format("{}", value);
    if (text.find_first_of(".en") == std::string::npos) text += ".0";
    return text;
}

std::string list(const std::vector<double>& values) {
    constexpr std::size_t kPerLine = 8;
    std::string text = "[";
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text += i % kPerLine == 0 ? ",\n    " : ", ";
        text += number(values[i]);
    }
    return text + "]";
}

std::string pixel_digest(const Image& image) {
    Sha256 digest;
    digest.add(fmt::format("{}x{}", image.width(), image.height()));
    for (const std::uint16_t dn : image.pixels()) {  // the same on machines of any byte order
        const std::byte bytes[2] = {static_cast<std::byte>(dn & 0xFFU), static_cast<std::byte>(dn >> 8U)};
        digest.add(std::span<const std::byte>(bytes));
    }
    return digest.hex();
}

std::string image_file(const Record& record, const RecordImage& image) {
    return fmt::format("{}-{}.tif", record.kind, image.name);
}

std::string body(const Record& record) {
    std::string text = fmt::format(
        "format = \"waferglow-calibration\"\nversion = 1\nkind = {}\nmeasured = {}\n"
        "valid_until = {}\n",
        toml_text(record.kind), toml_text(record.measured), toml_text(record.valid_until));
    for (const DeviceName& device : record.devices)
        text += fmt::format("\n[[device]]\nrole = {}\nidentity = {}\n", toml_text(device.role),
                            toml_text(device.identity));
    for (const Condition& condition : record.conditions)
        text += fmt::format("\n[[condition]]\nname = {}\nvalue = {}\n", toml_text(condition.name),
                            toml_text(condition.value));
    for (const Value& value : record.values) {
        text += fmt::format("\n[[value]]\nname = {}\nvalue = {}\nunit = {}\n", toml_text(value.name),
                            number(value.value), toml_text(value.unit));
        if (value.least) text += fmt::format("least = {}\n", number(*value.least));
        if (value.most) text += fmt::format("most = {}\n", number(*value.most));
    }
    for (const Numbers& numbers : record.numbers)
        text += fmt::format("\n[[numbers]]\nname = {}\nunit = {}\nvalues = {}\n", toml_text(numbers.name),
                            toml_text(numbers.unit), list(numbers.values));
    for (const Series& series : record.series)
        text += fmt::format(
            "\n[[series]]\nname = {}\nx_name = {}\nx_unit = {}\ny_name = {}\ny_unit = {}\nx = {}\ny = {}\n",
            toml_text(series.name), toml_text(series.x_name), toml_text(series.x_unit),
            toml_text(series.y_name), toml_text(series.y_unit), list(series.x), list(series.y));
    for (const RecordImage& image : record.images)
        text += fmt::format("\n[[image]]\nname = {}\nfile = {}\nsha256 = \"{}\"\n", toml_text(image.name),
                            toml_text(image_file(record, image)), pixel_digest(image.image));
    return text;
}

std::string digest_of(std::string_view text) {
    return sha256_hex(std::as_bytes(std::span(text)));
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw Error(ErrorKind::input, fmt::format("{}: {}", file.string(), why));
}

std::vector<double> number_list(const toml::table& table, std::string_view key) {
    std::vector<double> values;
    if (const toml::array* array = table[key].as_array())
        for (const toml::node& node : *array) values.push_back(node.value_or(0.0));
    return values;
}

/// Calls `read` for each table of [[key]]; there may be none.
template <class Read>
void each(const toml::table& top, std::string_view key, Read read) {
    if (const toml::array* array = top[key].as_array())
        for (const toml::node& node : *array)
            if (const toml::table* table = node.as_table()) read(*table);
}

std::string text_of(const toml::table& table, std::string_view key) {
    return table[key].value_or(std::string());
}

Record parse(const toml::table& top) {
    Record record;
    record.kind = text_of(top, "kind");
    record.measured = text_of(top, "measured");
    record.valid_until = text_of(top, "valid_until");
    each(top, "device", [&](const toml::table& t) {
        record.devices.push_back({text_of(t, "role"), text_of(t, "identity")});
    });
    each(top, "condition", [&](const toml::table& t) {
        record.conditions.push_back({text_of(t, "name"), text_of(t, "value")});
    });
    each(top, "value", [&](const toml::table& t) {
        record.values.push_back({.name = text_of(t, "name"),
                                 .value = t["value"].value_or(0.0),
                                 .unit = text_of(t, "unit"),
                                 .least = t["least"].value<double>(),
                                 .most = t["most"].value<double>()});
    });
    each(top, "numbers", [&](const toml::table& t) {
        record.numbers.push_back({text_of(t, "name"), text_of(t, "unit"), number_list(t, "values")});
    });
    each(top, "series", [&](const toml::table& t) {
        record.series.push_back({text_of(t, "name"), text_of(t, "x_name"), text_of(t, "x_unit"),
                                 text_of(t, "y_name"), text_of(t, "y_unit"), number_list(t, "x"),
                                 number_list(t, "y")});
    });
    return record;
}

}  // namespace

std::string utc_text(std::chrono::system_clock::time_point time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1,
                       utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

std::filesystem::path record_path(const std::filesystem::path& folder, std::string_view kind) {
    return folder / fmt::format("{}.toml", kind);
}

std::filesystem::path write_record(const std::filesystem::path& folder, Record& record) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(ErrorKind::job, fmt::format("the folder of calibrations {} can't be made: {}",
                                                folder.string(), error.message()));
    for (const RecordImage& image : record.images)
        write_tiff(folder / image_file(record, image), image.image.view(), TiffCompression::deflate);
    const std::string text = body(record);
    record.digest = digest_of(text);
    std::filesystem::path path = record_path(folder, record.kind);
    AtomicFile file(path);
    file.write(fmt::format("{}{}{}\"\n{}", kFirstLine, kDigestKey, record.digest, text));
    file.commit();
    return path;
}

Record read_record(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    if (!stream.is_open() || text.empty()) refuse(file, "there is no such calibration, or it can't be read");
    const std::size_t key = text.find(kDigestKey);
    const std::size_t line = key == std::string::npos ? key : text.find('\n', key);
    if (line == std::string::npos) refuse(file, "this is no calibration: it has no digest");
    const std::size_t begin = key + kDigestKey.size();
    const std::string digest = text.substr(begin, text.find('"', begin) - begin);
    const std::string_view guarded = std::string_view(text).substr(line + 1);
    if (digest_of(guarded) != digest)
        refuse(file, "its digest does not fit its content: it was changed after the measurement");
    Record record;
    try {
        const toml::table top = toml::parse(guarded, file.string());
        if (text_of(top, "format") != "waferglow-calibration" || top["version"].value_or(0) != 1)
            refuse(file, "it is of another format or version than this program knows");
        record = parse(top);
        each(top, "image", [&](const toml::table& t) {
            RecordImage image{.name = text_of(t, "name"), .image = {}};
            const std::filesystem::path path = file.parent_path() / text_of(t, "file");
            (void)read_image(path, image.image);
            if (pixel_digest(image.image) != text_of(t, "sha256"))
                refuse(path, "its digest does not fit its pixels: it was changed after the measurement");
            record.images.push_back(std::move(image));
        });
    } catch (const toml::parse_error& error) {
        refuse(file, std::string(error.description()));
    }
    record.digest = digest;
    return record;
}

bool is_expired(const Record& record, std::chrono::system_clock::time_point now) {
    return utc_text(now) > record.valid_until;  // texts of this form sort as times do
}

std::string other_device(const Record& record, std::span<const DeviceName> devices) {
    for (const DeviceName& was : record.devices) {
        const auto found =
            std::ranges::find_if(devices, [&](const DeviceName& device) { return device.role == was.role; });
        if (found == devices.end()) return fmt::format("the tool has no {} (was {})", was.role, was.identity);
        if (found->identity != was.identity)
            return fmt::format("{} is {}, the calibration is of {}", was.role, found->identity, was.identity);
    }
    return {};
}

}  // namespace waferglow::calibration
