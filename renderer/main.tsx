import './ui/styles';
import { mountApp } from './app';
import { findBridge } from './bridge';

mountApp(findBridge());
