/// A thin, owning layer over the HDF5 library: handles that close themselves, failures that speak.
#pragma once

#include "analysis/hdf5/attribute.h"
#include "analysis/hdf5/dataset.h"
#include "analysis/hdf5/file.h"
#include "analysis/hdf5/handle.h"
