// SPDX-License-Identifier: GPL-3.0-or-later
// A measured spectrum stays in its file, whatever happens after it.
#include "app/tool/spectra_file.h"

#include "tests/base/file_size_limit.h"
#include "tests/formats/support.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;
using tool::SpectraFile;

namespace {

const std::vector<double> kWavelengths{400.0, 400.5, 401.25};
const std::string kHeader = "row,col,400,400.5,401.25\n";

void add(const std::filesystem::path& path, DieIndex die, double count) {
    SpectraFile file(path, kWavelengths);
    file.add(die, std::vector<double>{count, 2.5, 3.0});
    file.sync();
}

}  // namespace

TEST_CASE("spectra are appended, and those that are there are known", "[spectra]") {
    const TempFolder folder;
    add(folder / "spectra.csv", {1, 2}, 10.0);
    add(folder / "spectra.csv", {3, 4}, 20.0);
    CHECK(content_of(folder / "spectra.csv") == kHeader + "1,2,10,2.5,3\n3,4,20,2.5,3\n");
    const SpectraFile file(folder / "spectra.csv", kWavelengths);
    CHECK(file.has({1, 2}));
    CHECK(file.has({3, 4}));
    CHECK_FALSE(file.has({2, 1}));
}

TEST_CASE("on a full disk resuming loses no spectrum, and adding leaves no half line", "[spectra]") {
    const TempFolder folder;
    const std::filesystem::path path = folder / "spectra.csv";
    add(path, {1, 2}, 10.0);
    const std::string before = content_of(path);
    std::string message;
    {
        const FileSizeLimit full(before.size() + 5);
        SpectraFile file(path, kWavelengths);
        message = error_of(ErrorKind::job, [&] { file.add({3, 4}, std::vector<double>{20.0, 2.5, 3.0}); });
        CHECK_FALSE(file.has({3, 4}));
    }
    CHECK_THAT(message, Contains("spectra.csv") && Contains("--resume") && Contains("1 spectra"));
    CHECK(content_of(path) == before);
    add(path, {3, 4}, 20.0);
    CHECK(content_of(path) == before + "3,4,20,2.5,3\n");
}

TEST_CASE("on a full disk damaged lines are not taken out, and nothing is lost", "[spectra]") {
    const TempFolder folder;
    const std::string damaged = kHeader + "1,2,10,2.5,3\n3,4,x\n5,6,1,2,3\n";
    const std::filesystem::path path = folder.write("spectra.csv", damaged);
    {
        const FileSizeLimit full(10);
        CHECK_THAT(error_of(ErrorKind::job, [&] { SpectraFile file(path, kWavelengths); }),
                   Contains("file-size limit"));
    }
    CHECK(content_of(path) == damaged);
}

TEST_CASE("a torn last line is cut off, damaged lines are taken out, sound ones stay", "[spectra]") {
    const TempFolder folder;
    const auto rest = GENERATE(as<std::string>(), "7,8,1,2", "7", "7,8,1,2,3");
    const auto middle = GENERATE(as<std::string>(), "", "3,4,1,2\n", "3,4,1,2,3,4\n", "3,4,a,2,3\n", "\n",
                                 std::string(20, '\0') + "\n");
    const std::filesystem::path path =
        folder.write("spectra.csv", kHeader + "1,2,10,2.5,3\n" + middle + "5,6,1,2,3\n" + rest);
    const SpectraFile file(path, kWavelengths);
    CHECK(content_of(path) == kHeader + "1,2,10,2.5,3\n5,6,1,2,3\n");
    CHECK(file.has({5, 6}));
    CHECK_FALSE(file.has({3, 4}));
    CHECK_FALSE(file.has({7, 8}));
}

TEST_CASE("a run that died in the header begins again", "[spectra]") {
    const TempFolder folder;
    const std::filesystem::path path = folder.write("spectra.csv", "row,col,40");
    add(path, {1, 2}, 10.0);
    CHECK(content_of(path) == kHeader + "1,2,10,2.5,3\n");
}

TEST_CASE("spectra of other wavelengths are left alone", "[spectra]") {
    const TempFolder folder;
    const std::string other = "row,col,500,600\n1,2,3,4\n";
    const std::filesystem::path path = folder.write("spectra.csv", other);
    CHECK_THAT(error_of(ErrorKind::job, [&] { SpectraFile file(path, kWavelengths); }),
               Contains("wavelengths") && Contains("--force"));
    CHECK(content_of(path) == other);
}

TEST_CASE("two runs do not write into one file of spectra", "[spectra]") {
    const TempFolder folder;
    const SpectraFile first(folder / "spectra.csv", kWavelengths);
    CHECK_THAT(error_of(ErrorKind::job, [&] { SpectraFile second(folder / "spectra.csv", kWavelengths); }),
               Contains("another run"));
}
