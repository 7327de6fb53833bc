// SPDX-License-Identifier: GPL-3.0-or-later
// Files as fabs and their people have them: well packed, in Latin-1, from pandas and R, or the wrong file
// altogether. Each gives its figures, or exit code 3 and one line that says what is wrong.
#include "libinspect/base/internal/utf8.h"
#include "libinspect/store/wafer_file.h"
#include "tests/cli/run_program.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <nlohmann/json.hpp>
#include <zlib.h>

using namespace waferglow;
using namespace waferglow::test;
using namespace std::string_literals;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// An inspected wafer, and files beside it.
struct InspectedWafer {
    TemporaryFolder folder;
    std::filesystem::path recording = make_small_recording(folder);
    std::string file = folder / "w.h5";
    std::string el = bytes_of(recording / "el.csv");

    InspectedWafer() {
        REQUIRE(run_cli({"inspect", recording.string(), "--out", file, "-q"}).exit_code == 0);
    }

    [[nodiscard]] std::string write(const std::string& name, const std::string& content) const {
        const std::filesystem::path path = folder / name;
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    [[nodiscard]] std::string exported(const std::string& format) const {
        const std::filesystem::path path = folder / ("export." + format);
        REQUIRE(run_cli({"export", file, "--format", format, "--out", path.string()}).exit_code == 0);
        return bytes_of(path);
    }
    [[nodiscard]] Outcome correlate(const std::string& el_file, bool as_json = true) const {
        std::vector<std::string> arguments{"correlate", file, "--el", el_file};
        if (as_json) arguments.emplace_back("--json");
        return run_cli(arguments);
    }
    [[nodiscard]] json figures(const std::string& el_file) const {
        const Outcome outcome = correlate(el_file);
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return json::parse(outcome.out);
    }
    void check_refusal(const std::string& el_file, const std::string& named) const {
        for (const bool as_json : {false, true}) {
            const Outcome outcome = correlate(el_file, as_json);
            CAPTURE(el_file, outcome.err);
            CHECK(outcome.exit_code == 3);
            CHECK_THAT(outcome.err, Contains(named));
            CHECK(std::ranges::count(outcome.err, '\n') == 1);
            CHECK(is_utf8(outcome.out));
        }
    }
};

std::string packed(const std::string& path, const std::string& content) {
    gzFile file = gzopen(path.c_str(), "wb9");
    REQUIRE(file != nullptr);
    REQUIRE(gzwrite(file, content.data(), static_cast<unsigned>(content.size())) ==
            static_cast<int>(content.size()));
    REQUIRE(gzclose(file) == Z_OK);
    return path;
}

/// `text` with every `from` replaced by `to`.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The `index`th line of `text` from 0 with its `column`th cell replaced.
std::string with_cell(const std::string& text, int line, std::size_t column, const std::string& cell) {
    std::istringstream lines(text);
    std::string out;
    std::string each;
    for (int i = 0; std::getline(lines, each); ++i) {
        if (i == line) {
            std::size_t from = 0;
            for (std::size_t k = 0; k < column; ++k) from = each.find(',', from) + 1;
            each.replace(from, std::min(each.find(',', from), each.size()) - from, cell);
        }
        out += each + "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a wafer's own maps agree with it to the last die, however well they are packed", "[cli]") {
    const InspectedWafer wafer;
    const std::size_t comments = GENERATE(0U, 10U, 10000U);
    std::string sinf = wafer.exported("sinf");
    for (std::size_t i = 0; i < comments; ++i) sinf += "COMMENT:" + std::string(70, 'x') + "\n";
    for (const auto& [name, content] :
         {std::pair{"map", sinf}, {"defects", wafer.exported("klarf")}, {"e142", wafer.exported("e142")}}) {
        CAPTURE(name, comments);
        const json figures = wafer.figures(packed(wafer.folder / name, content));
        CHECK(figures.at("accuracy") == 1.0);
        CHECK(figures.at("confusion").at("tp").get<int>() > 0);
        // A KLARF may list the bad dies alone.
        if (name != std::string("defects")) CHECK(figures.at("matched") == 30 * 28);
    }
}

TEST_CASE("el.csv in other dialects gives the same figures", "[cli]") {
    const InspectedWafer wafer;
    const json plain = wafer.figures(wafer.recording / "el.csv");
    const std::string blanks = replaced(" " + replaced(wafer.el, ",", " , "), "\n", " \n ");
    std::string indexed;
    std::istringstream lines(wafer.el);
    std::string line;
    for (int i = -1; std::getline(lines, line); ++i)
        indexed += (i < 0 ? "" : std::to_string(i)) + "," + line + "\n";
    for (const std::string& text : {blanks, indexed, replaced(wafer.el, "\n", "\r\n")}) {
        const json figures = wafer.figures(wafer.write("dialect.csv", text));
        CHECK(figures.at("confusion") == plain.at("confusion"));
        CHECK(figures.at("pearson") == plain.at("pearson"));
    }
}

TEST_CASE("cells without data are no data, those out of range are refused with their line", "[cli]") {
    const InspectedWafer wafer;
    const json plain = wafer.figures(wafer.recording / "el.csv");
    REQUIRE(wafer.el.starts_with("row,col,el_intensity,"));
    for (const char* text : {"NaN", "nan", "NA", "--"}) {
        CAPTURE(text);
        CHECK(wafer.figures(wafer.write("nan.csv", with_cell(wafer.el, 4, 2, text))).at("confusion") ==
              plain.at("confusion"));
    }
    wafer.check_refusal(wafer.write("range.csv", with_cell(wafer.el, 4, 2, "1e300")),
                        "line 5: column 'el_intensity'");
    wafer.check_refusal(wafer.write("range.csv", with_cell(wafer.el, 4, 3, "-1e300")), "line 5");
}

TEST_CASE("what is no EL file is named in one line, with the kinds that are read", "[cli]") {
    const InspectedWafer wafer;
    wafer.check_refusal(wafer.file, "seems to be an HDF5 file");
    for (const auto& [content, name] : {std::pair{"PK\x03\x04\x14\0\0\0\x08\0el.csv"s, "zip"},
                                        {"BZh91AY&SY\x1c\xc8\0"s, "bzip2"},
                                        {"\xFD"
                                         "7zXZ\0\0\4"s,
                                         "xz"},
                                        {"\x28\xB5\x2F\xFD\0\0"s, "Zstandard"},
                                        {"%PDF-1.4\n1 0 obj"s, "PDF"},
                                        {"\x0b\x30\x55\x7a\0\xc4\xe9\x0e"s, "binary data"}}) {
        wafer.check_refusal(wafer.write("other", content), name);
        wafer.check_refusal(wafer.write("other", content), "EL data is read from CSV");
    }
    wafer.check_refusal(wafer.recording, "is a folder, not a file: a recording");
}

TEST_CASE("a wafer file or an image is no recording, no recipe and no mapping", "[cli]") {
    const InspectedWafer wafer;
    const auto refused = [](const std::vector<std::string>& arguments, const std::string& named) {
        const Outcome outcome = run_cli(arguments);
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 3);
        CHECK_THAT(outcome.err, Contains("seems to be") && Contains(named));
    };
    refused({"inspect", wafer.file, "--out", (wafer.folder / "x.h5").string()}, "a recording is a folder");
    refused({"inspect", wafer.recording / "dark.tif", "--out", (wafer.folder / "x.h5").string()},
            "a TIFF image");
    refused({"analyse", wafer.file, "--recipe", wafer.file}, "an HDF5 file");
    refused({"correlate", wafer.file, "--el", wafer.recording / "el.csv", "--el-mapping", wafer.file},
            "TOML");
}

TEST_CASE("EL files in Latin-1 give their figures, and everything written about them is UTF-8", "[cli]") {
    const InspectedWafer wafer;
    const std::string sinf = wafer.exported("sinf");
    const std::size_t id = sinf.find("WAFER:");
    REQUIRE(id != std::string::npos);
    const std::string latin = wafer.write("latin.sinf", std::string(sinf).insert(id + 6, "W\xB5"));
    CHECK(wafer.correlate(latin, false).exit_code == 0);
    const json figures = wafer.figures(latin);
    CHECK(figures.at("accuracy") == 1.0);
    CHECK_THAT(figures.at("el_warnings").dump(), Contains("W\xC2\xB5"));
    const std::string table =
        wafer.write("latin.csv", replaced(wafer.el, "row,col,el_intensity", "row,col,T_\xB0"));
    CHECK(wafer.figures(table).at("matched") == 30 * 28);

    const std::string named = wafer.write("el-\xB5.csv", wafer.el);  // a name as an old disk has it
    const std::string report = wafer.folder / "r.html";
    const Outcome reported = run_cli({"correlate", wafer.file, "--el", named, "--report", report, "--json"});
    CHECK(reported.exit_code == 0);
    CHECK(is_utf8(reported.out));
    CHECK(is_utf8(bytes_of(report)));
    const WaferFile stored = read_wafer_file(wafer.file);
    CHECK(is_utf8(stored.correlation_json));
    REQUIRE_FALSE(stored.log.empty());
    CHECK_THAT(stored.log.back().text, Contains("el-\xC2\xB5.csv"));
}

TEST_CASE("a recording and a recipe in Latin-1 are read, and stored as UTF-8", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    edit(recording / "recording.toml", "[wafer]", "# \xE9t\xE9\n[wafer]");
    edit(recording / "recording.toml", "id = \"", "id = \"W\xB5");
    const std::string recipe = folder / "r.toml";
    std::ofstream(recipe, std::ios::binary) << "name = \"f\xFCr \xB5LED\"\n";
    const std::string out = folder / "w.h5";
    const Outcome outcome =
        run_cli({"inspect", recording.string(), "--recipe", recipe, "--out", out, "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK_THAT(json::parse(outcome.out).at("wafer_id").get<std::string>(), Contains("W\xC2\xB5"));
    const WaferFile stored = read_wafer_file(out);
    CHECK_THAT(stored.recipe_toml, Contains("f\xC3\xBCr \xC2\xB5LED"));
    CHECK(is_utf8(run_cli({"info", out, "--json"}).out));
}

TEST_CASE("a list of tiles in Latin-1 finds files that a disk calls so", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path recording = make_small_recording(folder);
    const std::string tiles = bytes_of(recording / "tiles.csv");
    const std::size_t line = tiles.find('\n') + 1;
    const std::size_t from = tiles.find(',', line) + 1;
    const std::string name = tiles.substr(from, tiles.find(',', from) - from);
    const std::string renamed = (std::filesystem::path(name).parent_path() / "\xB5.tif").string();
    std::filesystem::rename(recording / name, recording / renamed);
    edit(recording / "tiles.csv", name, renamed);
    const Outcome outcome =
        run_cli({"inspect", recording.string(), "--out", (folder / "w.h5").string(), "--json"});
    CHECK(outcome.exit_code == 0);
    CHECK(is_utf8(outcome.out));
}

TEST_CASE("a mapping whose passing value never occurs says so", "[cli]") {
    const InspectedWafer wafer;
    const std::string mapping =
        wafer.write("m.toml",
                    "format = \"waferglow-el-mapping\"\nversion = 1\n[place]\nrow = \"row\"\ncol = "
                    "\"col\"\n[pass]\ncolumn = \"pass\"\nvalues = [\"P\"]\n");
    const Outcome outcome = run_cli({"correlate", wafer.file, "--el", wafer.recording / "el.csv",
                                     "--el-mapping", mapping, "--align", "rowcol", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK_THAT(outcome.err, Contains("no die passes") && Contains("'P'") && Contains("'1' ("));
    CHECK_THAT(json::parse(outcome.out).at("el_warnings").dump(), Contains("no die passes"));
}
