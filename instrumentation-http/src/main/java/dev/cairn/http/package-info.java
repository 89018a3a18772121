// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP servers and clients that know on whose behalf they work: {@link
 * dev.cairn.http.CairnHttpServer} and {@link dev.cairn.http.CairnServlet} begin an {@link
 * dev.cairn.Origin} at each request, {@link dev.cairn.http.CairnHttpClient}, {@link
 * dev.cairn.http.CairnOkHttp} and {@link dev.cairn.http.CairnApacheHttpClient} carry it on to the
 * services that may be told.
 */
package dev.cairn.http;
