// SPDX-License-Identifier: GPL-3.0-or-later
#include "foreign_content.h"

#include <array>
#include <numeric>
#include <stdexcept>

namespace waferglow::test {

namespace {

using namespace hdf5;

constexpr H5Z_filter_t kOwnFilter = 511;  // of the range for private use

void require(bool done, const char* what) {
    if (!done) throw std::runtime_error(what);
}

std::size_t turn_bytes(unsigned /*flags*/, std::size_t /*values*/, const unsigned* /*value*/,
                       std::size_t bytes, std::size_t* /*size*/, void** buffer) {
    auto* at = static_cast<unsigned char*>(*buffer);
    for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<unsigned char>(~at[i]);
    return bytes;
}

Datatype text_type() {
    Datatype type(H5Tcopy(H5T_C_S1));
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

}  // namespace

OwnFilter::OwnFilter() {
    const H5Z_class2_t filter{H5Z_CLASS_T_VERS, kOwnFilter, 1, 1, "turned", nullptr, nullptr, turn_bytes};
    require(H5Zregister(&filter) >= 0, "filter");
}

OwnFilter::~OwnFilter() {
    H5Zunregister(kOwnFilter);
}

ForeignEditor::ForeignEditor(const std::filesystem::path& path, bool write) {
    // As the program opens files: HDF5 refuses to open one twice in two ways.
    const PropertyList access(H5Pcreate(H5P_FILE_ACCESS));
    H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
    file_ = File(H5Fopen(path.c_str(), write ? H5F_ACC_RDWR : H5F_ACC_RDONLY, access.get()));
    require(static_cast<bool>(file_), "can't open");
}

haddr_t ForeignEditor::address(const std::string& path) const {
    H5O_info_t info;
    require(H5Oget_info_by_name2(file(), path.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT) >= 0, "no object");
    return info.addr;
}

bool ForeignEditor::has(const std::string& path) const {
    return H5Lexists(file(), path.c_str(), H5P_DEFAULT) > 0;
}

void ForeignEditor::group(const std::string& path) const {
    const Group made(H5Gcreate2(file(), path.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    require(static_cast<bool>(made), "group");
}

void ForeignEditor::matrix(const std::string& path, hsize_t rows, hsize_t cols) const {
    const std::array dims{rows, cols};
    const Dataspace space(H5Screate_simple(2, dims.data(), nullptr));
    std::vector<double> values(rows * cols);
    std::iota(values.begin(), values.end(), 0.0);
    const Dataset made(
        H5Dcreate2(file(), path.c_str(), H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    require(H5Dwrite(made.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0,
            "matrix");
}

void ForeignEditor::packed_matrix(const std::string& path, hsize_t rows, hsize_t cols) const {
    const std::array dims{rows, cols};
    const Dataspace space(H5Screate_simple(2, dims.data(), nullptr));
    const PropertyList creation(H5Pcreate(H5P_DATASET_CREATE));
    H5Pset_chunk(creation.get(), 2, dims.data());
    H5Pset_filter(creation.get(), kOwnFilter, H5Z_FLAG_MANDATORY, 0, nullptr);
    std::vector<float> values(rows * cols);
    std::iota(values.begin(), values.end(), 0.0F);
    const Dataset made(H5Dcreate2(file(), path.c_str(), H5T_IEEE_F32LE, space.get(), H5P_DEFAULT,
                                  creation.get(), H5P_DEFAULT));
    require(H5Dwrite(made.get(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0,
            "packed matrix");
}

std::vector<std::byte> ForeignEditor::packed_bytes(const std::string& path) const {
    const Dataset dataset(H5Dopen2(file(), path.c_str(), H5P_DEFAULT));
    std::vector<std::byte> bytes(H5Dget_storage_size(dataset.get()));
    const std::array<hsize_t, 2> corner{0, 0};
    std::uint32_t skipped = 0;
    require(H5Dread_chunk(dataset.get(), H5P_DEFAULT, corner.data(), &skipped, bytes.data()) >= 0, "chunk");
    return bytes;
}

void ForeignEditor::compound(const std::string& path) const {
    const Datatype type(H5Tcreate(H5T_COMPOUND, 16));
    H5Tinsert(type.get(), "x", 0, H5T_NATIVE_DOUBLE);
    H5Tinsert(type.get(), "n", 8, H5T_NATIVE_INT64);
    const Dataspace space(H5Screate(H5S_SCALAR));
    const Dataset made(
        H5Dcreate2(file(), path.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    require(static_cast<bool>(made), "compound");
}

void ForeignEditor::references(const std::string& path, const std::string& target) const {
    hobj_ref_t reference = 0;
    H5Rcreate(&reference, file(), target.c_str(), H5R_OBJECT, H5I_INVALID_HID);
    const Dataspace space(H5Screate(H5S_SCALAR));
    const Dataset made(H5Dcreate2(file(), path.c_str(), H5T_STD_REF_OBJ, space.get(), H5P_DEFAULT,
                                  H5P_DEFAULT, H5P_DEFAULT));
    require(H5Dwrite(made.get(), H5T_STD_REF_OBJ, H5S_ALL, H5S_ALL, H5P_DEFAULT, &reference) >= 0,
            "reference");
}

void ForeignEditor::soft(const std::string& path, const std::string& target) const {
    require(H5Lcreate_soft(target.c_str(), file(), path.c_str(), H5P_DEFAULT, H5P_DEFAULT) >= 0, "soft");
}

void ForeignEditor::external(const std::string& path, const std::string& other,
                             const std::string& target) const {
    require(H5Lcreate_external(other.c_str(), target.c_str(), file(), path.c_str(), H5P_DEFAULT,
                               H5P_DEFAULT) >= 0,
            "external");
}

void ForeignEditor::hard(const std::string& path, const std::string& target) const {
    require(H5Lcreate_hard(file(), target.c_str(), file(), path.c_str(), H5P_DEFAULT, H5P_DEFAULT) >= 0,
            "hard");
}

std::string ForeignEditor::link(const std::string& path) const {
    H5L_info_t info;
    require(H5Lget_info(file(), path.c_str(), &info, H5P_DEFAULT) >= 0, "no link");
    if (info.type == H5L_TYPE_HARD) return "hard";
    std::vector<char> value(info.u.val_size + 1, '\0');
    H5Lget_val(file(), path.c_str(), value.data(), value.size(), H5P_DEFAULT);
    if (info.type == H5L_TYPE_SOFT) return std::string("soft: ") + value.data();
    const char* other = nullptr;
    const char* target = nullptr;
    H5Lunpack_elink_val(value.data(), info.u.val_size, nullptr, &other, &target);
    return std::string("external: ") + other + ' ' + target;
}

void ForeignEditor::note(const std::string& path, const std::string& name, const std::string& text) const {
    const Object object(H5Oopen(file(), path.c_str(), H5P_DEFAULT));
    const Datatype type = text_type();
    const Dataspace space(H5Screate(H5S_SCALAR));
    const Attribute made(
        H5Acreate2(object.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT));
    const char* value = text.c_str();
    require(H5Awrite(made.get(), type.get(), &value) >= 0, "attribute");
}

std::string ForeignEditor::note(const std::string& path, const std::string& name) const {
    const Object object(H5Oopen(file(), path.c_str(), H5P_DEFAULT));
    const Attribute attribute(H5Aopen(object.get(), name.c_str(), H5P_DEFAULT));
    if (!attribute) return "missing";
    const Datatype type = text_type();
    char* value = nullptr;
    require(H5Aread(attribute.get(), type.get(), &value) >= 0, "attribute can't be read");
    std::string text = value;
    H5free_memory(value);
    return text;
}

bool ForeignEditor::has_attribute(const std::string& path, const std::string& name) const {
    return H5Aexists_by_name(file(), path.c_str(), name.c_str(), H5P_DEFAULT) > 0;
}

}  // namespace waferglow::test
