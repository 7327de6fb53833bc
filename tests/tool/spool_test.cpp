// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a scan's images belongs to one job, and keeps what was taken until all is written.
#include "app/tool/spool.h"

#include "libinspect/geometry/wafer.h"
#include "tests/base/file_size_limit.h"
#include "tests/formats/support.h"

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;
using tool::Spool;

namespace {

ScanJob small_job(const std::string& wafer_id) {
    ScanJob job;
    job.wafer = standard_wafer(2);
    job.wafer.id = wafer_id;
    job.grid = {4, 5, -200.0, 150.0, 100.0, 100.0, 80.0, 60.0, {}};
    job.camera = {2.5, 8, 6, 4095};
    job.channels = {{"pl", ChannelKind::pl, 30.0, 5.0}};
    job.tiles = {{0, 0, {0.0, 0.0}, "tiles/000000.tif"}, {1, 0, {10.0, 0.0}, "tiles/000001.tif"}};
    return job;
}

void take_tiles(const Spool& spool, const ScanJob& job) {
    for (const ScanTile& tile : job.tiles) spool.store(tile, Image(8, 6, 1000));
}

}  // namespace

TEST_CASE("images of another job are neither gone on with nor replaced", "[spool]") {
    const TempFolder folder;
    const std::filesystem::path images = folder / "images";
    const ScanJob job = small_job("ours");
    take_tiles(Spool(images, job, true, false, false), job);
    CHECK(Spool::is_begun(images));
    CHECK_THAT(error_of(ErrorKind::job, [&] { Spool(images, small_job("other"), true, true, false); }),
               Contains("another job"));
    CHECK_THAT(error_of(ErrorKind::job, [&] { Spool(images, job, true, false, false); }),
               Contains("--resume"));
    CHECK(Spool(images, job, true, true, false).has(job.tiles[1]));
    CHECK_FALSE(Spool(images, job, true, false, true).has(job.tiles[1]));
}

TEST_CASE("a finished recording is no start for a scan, of whatever wafer", "[spool]") {
    const TempFolder folder;
    const std::filesystem::path images = folder / "images";
    const ScanJob job = small_job("ours");
    {
        const Spool spool(images, job, true, false, false);
        take_tiles(spool, job);
        spool.finish(job);
    }
    CHECK_FALSE(Spool::is_begun(images));
    const std::string tiles = content_of(images / "tiles.csv");
    for (const char* wafer : {"ours", "other"}) {
        for (const bool resume : {false, true}) {
            CHECK_THAT(
                error_of(ErrorKind::job, [&] { Spool(images, small_job(wafer), true, resume, false); }),
                Contains("holds a recording already"));
        }
    }
    CHECK(content_of(images / "tiles.csv") == tiles);
    CHECK(read_recording(images).tiles.size() == 2);
}

TEST_CASE("files of an unknown scan are left alone", "[spool]") {
    const TempFolder folder;
    std::filesystem::create_directories(folder / "a" / "tiles");
    folder.write("a/tiles/000000.tif", "somebody's");
    std::filesystem::create_directories(folder / "b");
    folder.write("b/spectra.csv", "row,col,400\n");
    for (const char* name : {"a", "b"}) {
        CHECK_THAT(
            error_of(ErrorKind::job, [&] { Spool(folder / name, small_job("ours"), true, true, false); }),
            Contains("unknown scan"));
    }
    CHECK(content_of(folder / "a" / "tiles" / "000000.tif") == "somebody's");
    CHECK(content_of(folder / "b" / "spectra.csv") == "row,col,400\n");
}

TEST_CASE("a recording that a full disk kept from its end is finished later", "[spool]") {
    const TempFolder folder;
    const std::filesystem::path images = folder / "images";
    const ScanJob job = small_job("ours");
    {
        const Spool spool(images, job, true, false, false);
        take_tiles(spool, job);
        const FileSizeLimit full(20);
        CHECK_THAT(error_of(ErrorKind::job, [&] { spool.finish(job); }), Contains("file-size limit"));
    }
    CHECK(Spool::is_begun(images));
    Spool(images, job, true, true, false).finish(job);
    CHECK(read_recording(images).tiles.size() == 2);
}
