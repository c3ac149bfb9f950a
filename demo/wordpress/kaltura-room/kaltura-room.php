<?php
/**
 * Plugin Name:       Kaltura room
 * Description:       Puts a Kaltura meeting room on a page, by a block or a shortcode.
 * Version:           0.0.0
 * Requires at least: 6.1
 * Requires PHP:      8.1
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 */
declare(strict_types=1);

namespace KalturaRoom;

defined('ABSPATH') || exit;

const VERSION = '0.0.0';
const REST_NAMESPACE = 'kaltura-room/v1';
const SCRIPT_HANDLE = 'kaltura-room';

require __DIR__ . '/backend.php'; // build.js adds it, from demo/backends.
require __DIR__ . '/host.php';
require __DIR__ . '/proof.php';
require __DIR__ . '/rest.php';
require __DIR__ . '/page.php';
require __DIR__ . '/shortcodes.php';
