// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/** The questions over HTTP: {@link dev.cairn.explorer.web.WebApi}. */
package dev.cairn.explorer.web;
