// SPDX-License-Identifier: GPL-3.0-or-later
// Output files appear whole or not at all, and say why they can't be written.
#include "libinspect/formats/output_file.h"

#include "tests/formats/support.h"

#include <csignal>

#include <sys/resource.h>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

/// Limits the size of files this process writes while it lives, as `ulimit -f` does.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &old_limit_);
        const rlimit limit{bytes, old_limit_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &old_limit_);
        std::signal(SIGXFSZ, old_handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    void (*old_handler_)(int);
    rlimit old_limit_{};
};

}  // namespace

TEST_CASE("a folder that is not there is an error of the job") {
    const TempFolder folder;
    CHECK_THAT(error_of(ErrorKind::job, [&] { OutputFile file(folder / "no" / "such.csv"); }),
               Contains("such.csv: can't be created") && Contains("No such file or directory"));
}

TEST_CASE("a file-size limit is an error of the job that says so, and leaves nothing behind") {
    const TempFolder folder;
    const std::string megabyte(1U << 20U, 'x');
    std::string message;
    {
        const FileSizeLimit limit(64U << 10U);
        message = error_of(ErrorKind::job, [&] {
            OutputFile file(folder / "map.csv");
            file.write(megabyte);
        });
    }
    CHECK_THAT(message, Contains("map.csv") && Contains("after 65536 bytes") && Contains("file-size limit"));
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a full disk is an error of the job that says so") {
    if (!std::filesystem::exists("/dev/full")) return;
    const TempFolder folder;
    std::filesystem::create_symlink("/dev/full", folder / "map.csv.partial");
    CHECK_THAT(error_of(ErrorKind::job,
                        [&] {
                            OutputFile file(folder / "map.csv");
                            file.write("row,col\n");
                        }),
               Contains("map.csv") && Contains("the disk is full"));
}

TEST_CASE("a file that is not committed does not appear") {
    const TempFolder folder;
    {
        OutputFile file(folder / "map.csv");
        file.write("half");
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("until the commit an older file stays as it was") {
    const TempFolder folder;
    folder.write("map.csv", "old");
    OutputFile file(folder / "map.csv");
    file.write("new");
    CHECK(content_of(folder / "map.csv") == "old");
    file.commit();
    CHECK(content_of(folder / "map.csv") == "new");
    CHECK_FALSE(std::filesystem::exists(folder / "map.csv.partial"));
}

TEST_CASE("a folder in the place of the file is an error of the job") {
    const TempFolder folder;
    std::filesystem::create_directory(folder / "map.csv");
    OutputFile file(folder / "map.csv");
    CHECK_THAT(error_of(ErrorKind::job, [&] { file.commit(); }), Contains("can't be finished"));
}
